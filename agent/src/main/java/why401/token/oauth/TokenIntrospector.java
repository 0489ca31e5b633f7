package why401.token.oauth;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.TokenSource.Introspection;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenRequestException;

/// Asks an identity provider about a token: by introspection (RFC 7662), or by userinfo where that
/// is not offered to us.
public final class TokenIntrospector {
  private final IssuerMetadata discovery;
  private final BasicFormat format;

  TokenIntrospector(IssuerMetadata discovery, BasicFormat format) {
    this.discovery = discovery;
    this.format = format;
  }

  /// What the issuer says about a token.
  ///
  /// @param client the client that asks, or null if none can authenticate
  public Introspection ask(
      IssuerSession session,
      Issuer issuer,
      TlsOptions tls,
      @Nullable OAuthClient client,
      Secret token) {
    try {
      IssuerEndpoints endpoints = discovery.endpoints(issuer, tls, session);
      Introspection members = new Introspection.Unanswered("no introspection endpoint is usable");
      if (endpoints.introspection() != null && client != null) {
        members = introspect(session, endpoints.introspection(), client, token);
      }
      return members instanceof Introspection.Unanswered && endpoints.userinfo() != null
          ? userinfo(session, endpoints.userinfo(), tls, token)
          : members;
    } catch (IssuerTransportException | TokenRequestException | SecretUnavailableException e) {
      return new Introspection.Unanswered(String.valueOf(e.getMessage()));
    } catch (SigningKey.UnusableKeyException e) {
      return new Introspection.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private Introspection introspect(
      IssuerSession session, URI endpoint, OAuthClient client, Secret token)
      throws IssuerTransportException, SecretUnavailableException, SigningKey.UnusableKeyException {
    RequestSecrets secrets = new RequestSecrets();
    ClientAuthentication authentication = client.authentication();
    ClientAuthenticator authenticator =
        ClientAuthenticator.of(authentication, endpoint, session.now().wall(), secrets);
    var subject = new TypelessAccessToken(token.reveal());
    var proof = authenticator.nimbus();
    if (proof == null) {
      return new Introspection.Unanswered("introspection: no client-id to ask with");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    authenticator.fields().forEach((name, value) -> fields.put(name, List.of(value)));
    var request = new TokenIntrospectionRequest(endpoint, proof, subject, fields);
    IssuerRequest encoded =
        TokenRequestFactory.toIssuerRequest(
            request.toHTTPRequest(), client, session.left(), secrets);
    boolean basic =
        authentication instanceof ClientAuthentication.WithSecret shared
            && shared.method() == ClientAuthentication.Method.BASIC;
    IssuerResponse response =
        session.exchange(
            basic ? format.of(client).apply(encoded, authentication, secrets) : encoded);
    Map<String, Object> members = TokenResponseParser.members(response.body());
    if (response.status() != 200 || !(members.get("active") instanceof Boolean active)) {
      return new Introspection.Unanswered("introspection: status " + response.status());
    }
    return active
        ? new Introspection.Active(text(members.get("scope")), text(members.get("aud")))
        : new Introspection.Inactive();
  }

  private static Introspection userinfo(
      IssuerSession session, URI endpoint, TlsOptions tls, Secret token)
      throws IssuerTransportException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Authorization", "Bearer " + token.reveal());
    IssuerResponse response =
        session.exchange(new IssuerRequest("GET", endpoint, headers, null, tls, session.left()));
    return switch (response.status()) {
      case 200 -> new Introspection.Active(null, null);
      case 401 -> new Introspection.Inactive();
      default -> new Introspection.Unanswered("userinfo: status " + response.status());
    };
  }

  /// One value, or several separated by blanks.
  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case String one -> one;
      case List<?> many -> String.join(" ", many.stream().map(String::valueOf).toList());
      case null, default -> null;
    };
  }
}
