package why401.token.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.secret.Redactor;
import why401.credential.secret.Secret;
import why401.token.authorization.AuthorizationResult.NotGranted;
import why401.token.issuer.TokenResult;
import why401.token.oauth.TokenEndpointClient;

/// Authorization code with PKCE (RFC 6749, 4.1; RFC 7636): a person signs in with a browser on this
/// machine, which is sent back to a loopback address (RFC 8252, 7.3).
final class BrowserAuthorization {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final UserAuthorization user;
  private final TokenEndpointClient tokens;
  private final URI endpoint;

  BrowserAuthorization(UserAuthorization user, TokenEndpointClient tokens, URI endpoint) {
    this.user = user;
    this.tokens = tokens;
    this.endpoint = endpoint;
  }

  AuthorizationResult authorize(Credential.RefreshToken credential, AuthorizationPrompt prompt)
      throws InterruptedException {
    State state = new State();
    CodeVerifier verifier = new CodeVerifier();
    try (LoopbackServer server =
        LoopbackServer.open(credential.login().redirect(), state.getValue())) {
      URI request = request(credential.client(), server.redirectUrl(), state, verifier);
      prompt.show(request, null, true, user.now().plus(PATIENCE));
      Map<String, String> response = server.await(PATIENCE);
      return response == null
          ? new NotGranted(
              "expired: no browser came back within %d min (expected: a sign-in; run the command"
                      .formatted(PATIENCE.toMinutes())
                  + " again)")
          : redeem(credential, response, server.redirectUrl(), verifier);
    } catch (IOException e) {
      return new NotGranted(
          "redirect-url: no server can be opened there (expected: a free port on this machine)");
    }
  }

  private URI request(OAuthClient client, URI redirect, State state, CodeVerifier verifier) {
    AuthorizationRequest.Builder builder =
        new AuthorizationRequest.Builder(
                ResponseType.CODE, new ClientID(client.authentication().clientId()))
            .endpointURI(endpoint)
            .redirectionURI(redirect)
            .state(state)
            .codeChallenge(verifier, CodeChallengeMethod.S256);
    if (client.scope() != null) {
      builder.scope(Scope.parse(client.scope()));
    }
    if (client.audience() != null) {
      builder.customParameter("audience", client.audience());
    }
    client.parameters().forEach(builder::customParameter);
    return builder.build().toURI();
  }

  private AuthorizationResult redeem(
      Credential.RefreshToken credential,
      Map<String, String> response,
      URI redirect,
      CodeVerifier verifier) {
    String code = response.get("code");
    if (code == null || code.isEmpty()) {
      return new NotGranted(refusal(response));
    }
    if (ofAnother(credential.client().issuer().issuer(), response.get("iss"))) {
      return new NotGranted(
          "the answer is of another issuer (expected: the configured one, RFC 9207)");
    }
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, verifier);
    TokenResult result =
        tokens.redeem(user.session(credential), credential, grant, Secret.of(code));
    return switch (result) {
      case TokenResult.Obtained obtained -> UserAuthorization.granted(obtained);
      case TokenResult.Failed failed -> new NotGranted(UserAuthorization.why(failed));
    };
  }

  private static boolean ofAnother(@Nullable String issuer, @Nullable String said) {
    return issuer != null
        && said != null
        && !said.replaceFirst("/+$", "").equals(issuer.replaceFirst("/+$", ""));
  }

  private static String refusal(Map<String, String> response) {
    Redactor redactor = new Redactor();
    String error = redactor.code(response.get("error"));
    String description = response.get("error_description");
    String words = description == null ? "" : ": " + redactor.description(description);
    return "access_denied".equals(error)
        ? "denied: the person who signed in, or the provider, refused it (expected: consent)"
        : (error == null ? "no code in the answer (expected: one)" : error) + words;
  }
}
