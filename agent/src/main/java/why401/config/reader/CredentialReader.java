package why401.config.reader;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.TokenPlacement;
import why401.credential.secret.SecretSource;

/// Reads one credential. Each method returns null after it has reported what is missing.
public final class CredentialReader {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final String name;
  private final Section section;
  private final @Nullable Path stateDirectory;
  private final boolean strict;

  /// @param stateDirectory where refresh tokens are kept, or null
  public CredentialReader(
      String name, Section section, @Nullable Path stateDirectory, boolean strict) {
    this.name = name;
    this.section = section;
    this.stateDirectory = stateDirectory;
    this.strict = strict;
  }

  /// The values of `type`.
  private enum Type {
    CLIENT_CREDENTIALS,
    BASIC,
    DIGEST,
    API_KEY,
    BEARER,
    REFRESH_TOKEN,
    PASSWORD,
    FORM_LOGIN,
    JSON_LOGIN,
    JWT_BEARER,
    TOKEN_EXCHANGE,
    CLIENT_CERTIFICATE,
    NEGOTIATE,
    SIGV4,
    HMAC
  }

  @Nullable
  public Credential read() {
    Value value = section.require("type", "client-credentials, basic, bearer or another type");
    Type type = value == null ? null : value.choice(Type.class);
    if (type == null) {
      // Which keys it may have depends on the type.
      section.acceptAll();
      return null;
    }
    return read(type);
  }

  private @Nullable Credential read(Type type) {
    return switch (type) {
      case CLIENT_CREDENTIALS ->
          new Credential.ClientCredentials(name, OAuthClientReader.read(section, null, true));
      case BASIC -> basic();
      case DIGEST -> digest();
      case API_KEY -> new ApiKeyReader(name, section).read();
      case BEARER -> bearer();
      case REFRESH_TOKEN -> new RefreshTokenReader(name, section, stateDirectory, strict).read();
      case PASSWORD -> password();
      case FORM_LOGIN -> formLogin();
      case JSON_LOGIN -> new JsonLoginReader(name, section, lifetime(), fields()).read();
      case JWT_BEARER -> jwtBearer();
      case TOKEN_EXCHANGE -> tokenExchange();
      case CLIENT_CERTIFICATE -> clientCertificate();
      case SIGV4 -> sigV4();
      case HMAC -> new HmacReader(name, section).read();
      case NEGOTIATE -> new NegotiateReader(name, section).read();
    };
  }

  private @Nullable Credential sigV4() {
    SigV4Reader reader = new SigV4Reader(name, section);
    Credential keys = reader.read();
    Duration timeout = OAuthClientReader.timeout(section);
    Section workload = section.section("web-identity");
    String region = reader.region();
    String service = reader.service();
    return workload == null
        ? keys
        : new AwsWebIdentityReader(name, workload, timeout).read(region, service);
  }

  private @Nullable Credential clientCertificate() {
    section.require("cert", "a file with the client certificate");
    section.require("key", "a file with its private key");
    Path cert = TlsReader.certificates(section, "cert");
    Path key = TlsReader.key(section);
    return cert == null || key == null ? null : new Credential.TlsCertificate(name, cert, key);
  }

  private @Nullable Credential basic() {
    String username = username();
    SecretSource password = SecretReader.require(section, "password");
    if (username.contains(":")) {
      section.error("username", "with a colon", "no colon in it (RFC 7617)");
    }
    return password == null ? null : new Credential.Basic(name, username, password);
  }

  private @Nullable Credential digest() {
    String username = username();
    SecretSource password = SecretReader.require(section, "password");
    return password == null ? null : new Credential.Digest(name, username, password);
  }

  private String username() {
    return section.requireText("username", "the user name");
  }

  private @Nullable Credential bearer() {
    SecretSource token = SecretReader.require(section, "token");
    var issuer = IssuerReader.find(section);
    TlsOptions tls = TlsReader.read(section);
    TokenPlacement placement = PlacementReader.read(section);
    return token == null ? null : new Credential.Bearer(name, token, issuer, tls, placement);
  }

  private @Nullable Credential password() {
    OAuthClient client = OAuthClientReader.read(section, null, false);
    String username = username();
    SecretSource password = SecretReader.require(section, "password");
    return password == null ? null : new Credential.Password(name, client, username, password);
  }

  private @Nullable Credential jwtBearer() {
    SecretSource assertion = SecretReader.find(section, "assertion");
    boolean signs = section.has("signing");
    var signing = SigningReader.read(section.section("signing"));
    if (section.has("assertion") == signs) {
      section.error(
          "assertion", signs ? "next to signing" : "missing", "either assertion or signing");
    }
    // A client that signs for itself is the subject, unless configured otherwise.
    OAuthClient client =
        OAuthClientReader.read(section, signing == null ? "" : signing.issuer(), false);
    return new Credential.JwtBearer(name, client, assertion, signing);
  }

  private @Nullable Credential tokenExchange() {
    OAuthClient client = OAuthClientReader.read(section, "", false);
    SecretSource subject = SecretReader.require(section, "subject-token");
    String type = section.text("subject-token-type");
    if (type == null) {
      type = "urn:ietf:params:oauth:token-type:access_token";
    }
    return subject == null ? null : new Credential.TokenExchange(name, client, subject, type);
  }

  private @Nullable Credential formLogin() {
    section.require("login-url", "the URL that the form is posted to");
    URI url = IssuerReader.endpoint(section, "login-url");
    Map<String, SecretSource> fields = fields();
    Section success = section.section("success");
    String cookie = success == null ? null : success.requireText("cookie", "a cookie's name");
    Duration lifetime = lifetime();
    TlsOptions tls = TlsReader.read(section);
    Duration timeout = OAuthClientReader.timeout(section);
    return url == null
        ? null
        : new Credential.FormLogin(name, url, fields, cookie, lifetime, tls, timeout);
  }

  private @Nullable Duration lifetime() {
    return section.find("lifetime") == null
        ? null
        : section.duration("lifetime", SHORTEST, LONGEST, LONGEST);
  }

  private Map<String, SecretSource> fields() {
    Map<String, SecretSource> fields = new TreeMap<>();
    Section form = section.section("fields");
    if (form == null || form.ownKeys().isEmpty()) {
      section.missing("fields", "the fields of the form");
      return fields;
    }
    form.entries()
        .forEach(
            (field, value) -> {
              SecretSource source = SecretReader.field(form, field, value);
              if (source != null) {
                fields.put(field, source);
              }
            });
    return fields;
  }
}
