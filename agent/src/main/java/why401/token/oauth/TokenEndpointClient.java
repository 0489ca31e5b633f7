package why401.token.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.RequiredSecrets;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenRequestException;
import why401.token.issuer.TokenResult;

/// Obtains access tokens from a token endpoint.
public final class TokenEndpointClient {
  private final IssuerMetadata discovery;
  private final BasicFormat encoding = new BasicFormat();
  private final DpopKeys dpop = new DpopKeys();

  public TokenEndpointClient(IssuerMetadata discovery) {
    this.discovery = discovery;
  }

  /// Asks about tokens as the same clients, in the form of Basic that was found to work.
  public TokenIntrospector introspector() {
    return new TokenIntrospector(discovery, encoding);
  }

  /// Requests a token with the grant of the credential (RFC 6749, 4).
  ///
  /// @param refreshToken the one to spend, for the refresh token grant; otherwise null
  /// @param assumed the assumed lifetime of a token without a stated expiry
  public TokenResult obtain(
      IssuerSession session,
      Credential.OAuth credential,
      @Nullable Secret refreshToken,
      Duration assumed) {
    return obtain(
        session,
        credential,
        assumed,
        (endpoint, secrets, now) ->
            TokenRequestFactory.grant(credential, endpoint, refreshToken, secrets, now));
  }

  /// Redeems the code that a person's consent brought (RFC 6749, 4.1.3; RFC 8628, 3.4).
  public TokenResult redeem(
      IssuerSession session, Credential.OAuth credential, AuthorizationGrant grant, Secret code) {
    return obtain(
        session,
        credential,
        Duration.ZERO,
        (_, secrets, _) -> {
          secrets.redactor().add(code);
          return grant;
        });
  }

  /// Makes the grant of a request.
  private interface GrantSource {
    AuthorizationGrant at(URI endpoint, RequestSecrets secrets, Instant now)
        throws SecretUnavailableException, SigningKey.UnusableKeyException;
  }

  private TokenResult obtain(
      IssuerSession session, Credential.OAuth credential, Duration assumed, GrantSource grants) {
    OAuthClient client = credential.client();
    RequestSecrets secrets = new RequestSecrets();
    try {
      for (var source : RequiredSecrets.needed(credential)) {
        secrets.read(source);
      }
      URI endpoint = discovery.tokenEndpoint(client.issuer(), client.tls(), session);
      TokenResult result =
          encoding.either(
              credential,
              secrets,
              form -> {
                DpopKey key = dpop.of(credential, secrets);
                TokenResult first =
                    request(
                        session,
                        new Attempt(client, endpoint, form, key),
                        secrets,
                        assumed,
                        grants);
                // The nonce that was missing has come (RFC 9449, 8): nothing was spent.
                return key != null && wantsNonce(first)
                    ? request(
                        session, new Attempt(client, endpoint, form, key), secrets, assumed, grants)
                    : first;
              });
      if (result instanceof TokenResult.Failed) {
        discovery.forget(client.issuer(), client.tls());
      }
      return result;
    } catch (IssuerTransportException e) {
      discovery.forget(client.issuer(), client.tls());
      return TokenErrorClassifier.of(e, session.now().wall());
    } catch (TokenRequestException e) {
      return e.failed();
    } catch (SecretUnavailableException | SigningKey.UnusableKeyException e) {
      return unusable(session, e);
    }
  }

  /// One request for a token.
  ///
  /// @param key what the token is to be bound to, or null
  private record Attempt(
      OAuthClient client, URI endpoint, BasicFormat.BasicForm form, @Nullable DpopKey key) {}

  private static boolean wantsNonce(TokenResult result) {
    return result instanceof TokenResult.Failed failed
        && "use_dpop_nonce".equals(failed.failure().error());
  }

  private static TokenResult request(
      IssuerSession session,
      Attempt attempt,
      RequestSecrets secrets,
      Duration assumed,
      GrantSource grants)
      throws IssuerTransportException, SecretUnavailableException, SigningKey.UnusableKeyException {
    ClockReading sent = session.now();
    URI endpoint = attempt.endpoint();
    OAuthClient client = attempt.client();
    IssuerRequest plain =
        TokenRequestFactory.build(
            client,
            grants.at(endpoint, secrets, sent.wall()),
            endpoint,
            secrets,
            sent.wall(),
            session.left());
    IssuerRequest request = attempt.form().apply(plain, client.authentication(), secrets);
    DpopKey key = attempt.key();
    if (key == null) {
      return TokenResponseParser.read(
          session.exchange(request), secrets.redactor(), sent, assumed, session.offset());
    }
    String proof = key.proof("POST", endpoint, null, sent.wall());
    secrets.redactor().add(proof);
    IssuerResponse response = session.exchange(request.with("DPoP", proof));
    Map<String, String> headers = new HashMap<>();
    response.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
    var _ = key.learns(endpoint, headers);
    TokenResult result =
        TokenResponseParser.readBound(
            response, secrets.redactor(), sent, assumed, session.offset());
    return switch (result) {
      case TokenResult.Obtained obtained -> obtained.boundBy(new DpopSigner(key, obtained.value()));
      case TokenResult.Failed failed -> failed;
    };
  }

  /// Starts a device authorization (RFC 8628, 3.1).
  ///
  /// @throws TokenRequestException if there is no answer, or a refusal
  public IssuerResponse authorizeDevice(
      IssuerSession session, Credential.OAuth credential, URI endpoint)
      throws TokenRequestException {
    OAuthClient client = credential.client();
    RequestSecrets secrets = new RequestSecrets();
    try {
      URI audience = discovery.tokenEndpoint(client.issuer(), client.tls(), session);
      IssuerResponse response =
          session.exchange(
              TokenRequestFactory.device(
                  client, endpoint, audience, secrets, session.now().wall(), session.left()));
      if (!response.successful()) {
        throw new TokenRequestException(
            TokenErrorClassifier.of(
                response,
                TokenResponseParser.members(response.body()),
                secrets.redactor(),
                session.now().wall()));
      }
      return response;
    } catch (IssuerTransportException e) {
      throw new TokenRequestException(TokenErrorClassifier.of(e, session.now().wall()));
    } catch (SecretUnavailableException | SigningKey.UnusableKeyException e) {
      throw new TokenRequestException(unusable(session, e));
    }
  }

  private static TokenResult.Failed unusable(IssuerSession session, Exception e) {
    RenewalFailure failure =
        RenewalFailure.of(
            session.now().wall(), RenewalFailure.Reason.SECRET_UNAVAILABLE, text(e.getMessage()));
    return new TokenResult.Failed(failure, TokenResult.Kind.REJECTED);
  }

  private static String text(@Nullable String message) {
    return message == null ? "secret: not readable (expected: a secret)" : message;
  }
}
