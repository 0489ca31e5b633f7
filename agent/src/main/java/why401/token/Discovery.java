package why401.token;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.credential.Issuer;
import why401.credential.Tls;

/// Finds the endpoints of an issuer (OpenID Connect Discovery; RFC 8414). What is configured wins;
/// what was read is kept for an hour, or until a renewal fails.
final class Discovery {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final String OIDC = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final Map<Key, Found> found = new ConcurrentHashMap<>();

  /// What is needed of them is null only if the issuer does not offer it.
  Endpoints endpoints(Issuer issuer, Tls tls, Line line) throws LostException {
    String identifier = issuer.issuer();
    if (identifier == null) {
      return new Endpoints(issuer.tokenUrl(), issuer.introspectionUrl(), issuer.jwksUrl(), null);
    }
    Key key = new Key(identifier, tls);
    Found known = found.get(key);
    if (known == null || line.now().since(known.at()).compareTo(KEPT) > 0) {
      known = new Found(read(identifier, tls, line), line.now());
      found.put(key, known);
    }
    return merge(issuer, known.endpoints());
  }

  /// The token endpoint alone: no discovery if it is configured.
  URI tokenEndpoint(Issuer issuer, Tls tls, Line line) throws LostException {
    URI configured = issuer.tokenUrl();
    URI endpoint = configured == null ? endpoints(issuer, tls, line).token() : configured;
    if (endpoint == null) {
      throw lost(line, "token_endpoint: missing in the issuer's metadata (expected: a URL)");
    }
    return endpoint;
  }

  /// Forgets what was read of `issuer`.
  void forget(Issuer issuer, Tls tls) {
    if (issuer.issuer() != null) {
      found.remove(new Key(issuer.issuer(), tls));
    }
  }

  /// The document that a light look may ask for.
  static URI document(String identifier) {
    return URI.create(identifier.replaceFirst("/+$", "") + OIDC);
  }

  private static Endpoints merge(Issuer configured, Endpoints discovered) {
    return new Endpoints(
        first(configured.tokenUrl(), discovered.token()),
        first(configured.introspectionUrl(), discovered.introspection()),
        first(configured.jwksUrl(), discovered.jwks()),
        discovered.userinfo());
  }

  private static @Nullable URI first(@Nullable URI a, @Nullable URI b) {
    return a == null ? b : a;
  }

  private static Endpoints read(String identifier, Tls tls, Line line) throws LostException {
    WireResponse response = get(document(identifier), tls, line);
    if (response.status() == 404) {
      response = get(authorizationServer(identifier), tls, line);
    }
    Map<String, Object> said = TokenAnswers.members(response.body());
    if (response.status() != 200 || said.isEmpty()) {
      Answer.Lost lost = Failures.of(response, Map.of(), new Redaction(), line.now().wall());
      throw new LostException(new Answer.Lost(lost.fault(), Answer.Kind.TRANSIENT));
    }
    if (!(said.get("issuer") instanceof String claimed) || !same(claimed, identifier)) {
      throw lost(
          line, "issuer: another one in its metadata (expected: \"%s\")".formatted(identifier));
    }
    return new Endpoints(
        url(said, "token_endpoint", identifier),
        url(said, "introspection_endpoint", identifier),
        url(said, "jwks_uri", identifier),
        url(said, "userinfo_endpoint", identifier));
  }

  private static WireResponse get(URI url, Tls tls, Line line) throws LostException {
    try {
      return line.exchange(WireRequest.get(url, "application/json", tls, line.left()));
    } catch (WireException e) {
      // Written or not, a GET spends no grant.
      Answer.Lost lost = Failures.of(e, line.now().wall());
      throw new LostException(new Answer.Lost(lost.fault(), Answer.Kind.TRANSIENT));
    }
  }

  /// RFC 8414, 3: the well-known part stands between host and path.
  private static URI authorizationServer(String identifier) {
    URI issuer = URI.create(identifier);
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/+$", "");
    return URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority() + OAUTH + path);
  }

  private static boolean same(String a, String b) {
    return a.replaceFirst("/+$", "").equals(b.replaceFirst("/+$", ""));
  }

  /// An issuer that is asked over TLS does not get secrets without it.
  private static @Nullable URI url(Map<String, Object> said, String name, String identifier) {
    String wanted = identifier.startsWith("https:") ? "(?i)https://.+" : "(?i)https?://.+";
    try {
      return said.get(name) instanceof String text && text.matches(wanted)
          ? URI.create(text)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static LostException lost(Line line, String what) {
    Fault fault = Fault.of(line.now().wall(), Fault.Reason.INVALID_RESPONSE, what);
    return new LostException(new Answer.Lost(fault, Answer.Kind.TRANSIENT));
  }

  private record Key(String identifier, Tls tls) {}

  private record Found(Endpoints endpoints, Moment at) {}
}
