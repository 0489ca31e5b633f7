package why401.config.reader;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Urls;
import why401.config.hocon.Value;
import why401.credential.Issuer;

/// Reads whom to ask: `issuer`, or endpoint by endpoint.
final class IssuerReader {
  private IssuerReader() {}

  /// For a credential that obtains tokens: it needs a token endpoint, discovered or configured.
  static Issuer require(Section section) {
    URI token = endpoint(section, "token-url");
    Issuer issuer = read(section, token);
    if (!section.has("issuer") && !section.has("token-url")) {
      section.missing("issuer", "the issuer's URL, or token-url");
    }
    return issuer;
  }

  /// For a token that is renewed elsewhere; null if no identity provider can be asked about it.
  static @Nullable Issuer find(Section section) {
    Issuer issuer = read(section, null);
    return issuer.equals(new Issuer(null, null, null, null)) ? null : issuer;
  }

  private static Issuer read(Section section, @Nullable URI token) {
    String issuer = issuer(section);
    return new Issuer(
        issuer, token, endpoint(section, "introspection-url"), endpoint(section, "jwks-url"));
  }

  /// The issuer literally: a trailing slash is part of its name.
  private static @Nullable String issuer(Section section) {
    Value value = section.find("issuer");
    URI url = value == null ? null : endpoint(section, "issuer");
    if (value == null || url == null) {
      return null;
    }
    if (url.getRawQuery() != null) {
      value.refuseShowing("a URL with a query", "an issuer's URL without one");
    }
    return value.scalar();
  }

  /// A URL that receives secrets, or whose responses are about them.
  static @Nullable URI endpoint(Section section, String key) {
    URI url = section.url(key);
    Value value = section.find(key);
    if (url != null && value != null && Urls.isPlain(url)) {
      value.warn("http: the secrets can be read in transit (better: https)");
    }
    return url;
  }
}
