package why401.token.oauth;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
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

  public TokenEndpointClient(IssuerMetadata discovery) {
    this.discovery = discovery;
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
              form ->
                  request(
                      session,
                      new Grant(credential, endpoint, refreshToken),
                      secrets,
                      assumed,
                      form));
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
      RenewalFailure failure =
          RenewalFailure.of(
              session.now().wall(), RenewalFailure.Reason.SECRET_UNAVAILABLE, text(e.getMessage()));
      return new TokenResult.Failed(failure, TokenResult.Kind.REJECTED);
    }
  }

  /// What is requested.
  private record Grant(Credential.OAuth credential, URI endpoint, @Nullable Secret refreshToken) {}

  private static TokenResult request(
      IssuerSession session,
      Grant grant,
      RequestSecrets secrets,
      Duration assumed,
      BasicFormat.BasicForm form)
      throws IssuerTransportException, SecretUnavailableException, SigningKey.UnusableKeyException {
    ClockReading sent = session.now();
    IssuerRequest request =
        TokenRequestFactory.build(
            grant.credential(),
            grant.endpoint(),
            grant.refreshToken(),
            secrets,
            sent.wall(),
            session.left());
    ClientAuthentication client = grant.credential().client().authentication();
    IssuerResponse response = session.exchange(form.apply(request, client, secrets));
    return TokenResponseParser.read(response, secrets.redactor(), sent, assumed, session.offset());
  }

  private static String text(@Nullable String message) {
    return message == null ? "secret: not readable (expected: a secret)" : message;
  }
}
