package why401.token.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.credential.Issuer;
import why401.credential.TlsOptions;
import why401.credential.secret.Redactor;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenRequestException;
import why401.token.issuer.TokenResult;

/// Finds the endpoints of an issuer (OpenID Connect Discovery; RFC 8414). Configured endpoints take
/// precedence; discovered ones are cached for an hour, or until a renewal fails.
public final class IssuerMetadata {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final String OIDC = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final Map<Key, Found> found = new ConcurrentHashMap<>();

  /// An endpoint is null only if the issuer does not offer it.
  public IssuerEndpoints endpoints(Issuer issuer, TlsOptions tls, IssuerSession session)
      throws TokenRequestException {
    String identifier = issuer.issuer();
    if (identifier == null) {
      return new IssuerEndpoints(
          issuer.tokenUrl(), issuer.introspectionUrl(), issuer.jwksUrl(), null, null, null);
    }
    Key key = new Key(identifier, tls);
    Found known = found.get(key);
    if (known == null || session.now().since(known.at()).compareTo(KEPT) > 0) {
      known = new Found(read(identifier, tls, session), session.now());
      found.put(key, known);
    }
    return merge(issuer, known.endpoints());
  }

  /// The token endpoint alone: no discovery if it is configured.
  URI tokenEndpoint(Issuer issuer, TlsOptions tls, IssuerSession session)
      throws TokenRequestException {
    URI configured = issuer.tokenUrl();
    URI endpoint = configured == null ? endpoints(issuer, tls, session).token() : configured;
    if (endpoint == null) {
      throw failed(session, "token_endpoint: missing in the issuer's metadata (expected: a URL)");
    }
    return endpoint;
  }

  /// Drops the cached metadata of `issuer`.
  void forget(Issuer issuer, TlsOptions tls) {
    if (issuer.issuer() != null) {
      found.remove(new Key(issuer.issuer(), tls));
    }
  }

  /// The document that a health check requests.
  public static URI document(String identifier) {
    return URI.create(identifier.replaceFirst("/+$", "") + OIDC);
  }

  private static IssuerEndpoints merge(Issuer configured, IssuerEndpoints discovered) {
    return new IssuerEndpoints(
        first(configured.tokenUrl(), discovered.token()),
        first(configured.introspectionUrl(), discovered.introspection()),
        first(configured.jwksUrl(), discovered.jwks()),
        discovered.userinfo(),
        discovered.deviceAuthorization(),
        discovered.authorization());
  }

  private static @Nullable URI first(@Nullable URI a, @Nullable URI b) {
    return a == null ? b : a;
  }

  private static IssuerEndpoints read(String identifier, TlsOptions tls, IssuerSession session)
      throws TokenRequestException {
    IssuerResponse response = get(document(identifier), tls, session);
    if (response.status() == 404) {
      response = get(authorizationServer(identifier), tls, session);
    }
    Map<String, Object> members = TokenResponseParser.members(response.body());
    if (response.status() != 200 || members.isEmpty()) {
      TokenResult.Failed failed =
          TokenErrorClassifier.of(response, Map.of(), new Redactor(), session.now().wall());
      throw new TokenRequestException(
          new TokenResult.Failed(failed.failure(), TokenResult.Kind.TRANSIENT));
    }
    if (!(members.get("issuer") instanceof String claimed) || !same(claimed, identifier)) {
      throw failed(
          session, "issuer: another one in its metadata (expected: \"%s\")".formatted(identifier));
    }
    return new IssuerEndpoints(
        url(members, "token_endpoint", identifier),
        url(members, "introspection_endpoint", identifier),
        url(members, "jwks_uri", identifier),
        url(members, "userinfo_endpoint", identifier),
        url(members, "device_authorization_endpoint", identifier),
        url(members, "authorization_endpoint", identifier));
  }

  private static IssuerResponse get(URI url, TlsOptions tls, IssuerSession session)
      throws TokenRequestException {
    try {
      return session.exchange(IssuerRequest.get(url, "application/json", tls, session.left()));
    } catch (IssuerTransportException e) {
      // Written or not, a GET spends no grant.
      TokenResult.Failed failed = TokenErrorClassifier.of(e, session.now().wall());
      throw new TokenRequestException(
          new TokenResult.Failed(failed.failure(), TokenResult.Kind.TRANSIENT));
    }
  }

  /// RFC 8414, 3: the well-known part is between host and path.
  private static URI authorizationServer(String identifier) {
    URI issuer = URI.create(identifier);
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/+$", "");
    return URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority() + OAUTH + path);
  }

  private static boolean same(String a, String b) {
    return a.replaceFirst("/+$", "").equals(b.replaceFirst("/+$", ""));
  }

  /// An issuer that is asked over TLS does not get secrets without it.
  private static @Nullable URI url(Map<String, Object> members, String name, String identifier) {
    String wanted = identifier.startsWith("https:") ? "(?i)https://.+" : "(?i)https?://.+";
    try {
      return members.get(name) instanceof String text && text.matches(wanted)
          ? URI.create(text)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static TokenRequestException failed(IssuerSession session, String what) {
    RenewalFailure failure =
        RenewalFailure.of(session.now().wall(), RenewalFailure.Reason.INVALID_RESPONSE, what);
    return new TokenRequestException(new TokenResult.Failed(failure, TokenResult.Kind.TRANSIENT));
  }

  private record Key(String identifier, TlsOptions tls) {}

  private record Found(IssuerEndpoints endpoints, ClockReading at) {}
}
