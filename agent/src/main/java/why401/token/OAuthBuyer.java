package why401.token;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.Secret;
import why401.credential.SecretUnavailableException;

/// Buys an access token at a token endpoint.
final class OAuthBuyer {
  private final Discovery discovery;

  OAuthBuyer(Discovery discovery) {
    this.discovery = discovery;
  }

  /// @param refreshToken the one to spend, for the refresh token grant; otherwise null
  /// @param assumed the life of a token of which nobody tells the end
  Answer buy(
      Line line, Credential.OAuth credential, @Nullable Secret refreshToken, Duration assumed) {
    OAuthClient client = credential.client();
    Secrets secrets = new Secrets();
    try {
      for (var source : SecretsOf.needed(credential)) {
        secrets.read(source);
      }
      URI endpoint = discovery.tokenEndpoint(client.issuer(), client.tls(), line);
      Moment sent = line.now();
      WireRequest request =
          TokenRequests.build(
              credential, endpoint, refreshToken, secrets, sent.wall(), line.left());
      WireResponse response = line.exchange(request);
      Answer answer =
          TokenAnswers.read(response, secrets.redaction(), sent, assumed, line.offset());
      if (answer instanceof Answer.Lost) {
        discovery.forget(client.issuer(), client.tls());
      }
      return answer;
    } catch (WireException e) {
      discovery.forget(client.issuer(), client.tls());
      return Failures.of(e, line.now().wall());
    } catch (LostException e) {
      return e.lost();
    } catch (SecretUnavailableException | SigningKey.UnusableKeyException e) {
      Fault fault =
          Fault.of(line.now().wall(), Fault.Reason.SECRET_UNAVAILABLE, text(e.getMessage()));
      return new Answer.Lost(fault, Answer.Kind.REJECTED);
    }
  }

  private static String text(@Nullable String message) {
    return message == null ? "secret: not readable (expected: a secret)" : message;
  }
}
