package why401.token.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.TokenRequestException;

/// A token request that names the client and carries no secret, no user name and nothing else that
/// could be judged: it can lock nothing, and many providers answer it differently while the client
/// is disabled or gone.
public final class AnonymousTokenRequest {
  private static final Pattern VARYING = Pattern.compile("[0-9]+|[A-Za-z0-9_-]{20,}");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final IssuerMetadata discovery;

  /// @param discovery finds the token endpoint
  public AnonymousTokenRequest(IssuerMetadata discovery) {
    this.discovery = discovery;
  }

  /// What distinguishes the answer from another; empty if there was none.
  public Optional<String> send(Credential.OAuth credential, IssuerSession session) {
    OAuthClient client = credential.client();
    try {
      URI url = discovery.tokenEndpoint(client.issuer(), client.tls(), session);
      return Optional.of(sign(session.exchange(request(url, client))));
    } catch (TokenRequestException | IssuerTransportException e) {
      return Optional.empty();
    }
  }

  private static IssuerRequest request(URI url, OAuthClient client) {
    String body =
        "grant_type=client_credentials&client_id="
            + URLEncoder.encode(client.authentication().clientId(), StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded");
    return new IssuerRequest("POST", url, headers, body, client.tls(), TIMEOUT);
  }

  private static String sign(IssuerResponse response) {
    Map<String, Object> members = TokenResponseParser.members(response.body());
    String said = members.get("error") + " " + members.get("error_description");
    return response.status() + " " + VARYING.matcher(said).replaceAll("#");
  }
}
