package why401.config.reader;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.credential.TokenPlacement;
import why401.credential.secret.SecretSource;

/// Reads a credential of type `json-login`.
final class JsonLoginReader {
  private final String name;
  private final Section section;
  private final @Nullable Duration lifetime;
  private final Map<String, SecretSource> fields;

  JsonLoginReader(
      String name, Section section, @Nullable Duration lifetime, Map<String, SecretSource> fields) {
    this.name = name;
    this.section = section;
    this.lifetime = lifetime;
    this.fields = fields;
  }

  /// How the fields are posted.
  private enum Format {
    JSON,
    FORM
  }

  @Nullable Credential read() {
    section.require("url", "the URL that the login is posted to");
    URI url = IssuerReader.endpoint(section, "url");
    boolean json = section.choice("format", Format.class, Format.JSON) == Format.JSON;
    Credential.TokenReading reading = reading(section.section("token"));
    Section success = section.section("success");
    String cookie = success == null ? null : success.requireText("cookie", "a cookie's name");
    if (reading != null && success != null) {
      section.error("success", "next to token", "either a token or the cookies of a session");
    }
    Credential.Csrf csrf = csrf(section.section("csrf"));
    TlsOptions tls = TlsReader.read(section);
    Duration timeout = OAuthClientReader.timeout(section);
    TokenPlacement placement = PlacementReader.read(section);
    return url == null
        ? null
        : new Credential.JsonLogin(
            name, url, json, fields, reading, cookie, csrf, lifetime, tls, timeout, placement);
  }

  private static Credential.@Nullable TokenReading reading(@Nullable Section token) {
    if (token == null) {
      return null;
    }
    String pointer = pointer(token, "pointer");
    String header = token.text("header");
    String expiry = pointer(token, "expiry");
    if ((token.find("pointer") == null) == (header == null)) {
      token.error(
          "pointer",
          header == null ? "missing" : "next to header",
          "either pointer or header: where the token is in the response");
    }
    return new Credential.TokenReading(pointer, header, expiry);
  }

  private static @Nullable String pointer(Section token, String key) {
    Value value = token.find(key);
    String pointer = value == null ? null : value.line();
    if (value != null && pointer != null && !pointer.startsWith("/")) {
      value.refuse("a JSON Pointer (RFC 6901) such as \"/data/token\"");
    }
    return pointer;
  }

  private static Credential.@Nullable Csrf csrf(@Nullable Section csrf) {
    return csrf == null
        ? null
        : new Credential.Csrf(
            csrf.requireText("cookie", "the cookie whose value is repeated"),
            csrf.requireText("header", "the header that repeats it"));
  }
}
