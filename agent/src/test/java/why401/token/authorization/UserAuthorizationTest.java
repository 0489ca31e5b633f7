package why401.token.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Credential.LoginEndpoints;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.http.client.RawServer;
import why401.token.authorization.AuthorizationResult.Granted;
import why401.token.authorization.AuthorizationResult.NotGranted;

class UserAuthorizationTest {
  private static final String OFFER =
      """
      {"device_code":"dev-1","user_code":"AB-CD","verification_uri":"https://idp.test/device",\
      "expires_in":600,"interval":5}\
      """;
  private static final String TOKEN = "{\"access_token\":\"a\",\"refresh_token\":\"r-1\"}";

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> prompts = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private final RawServer issuer =
      RawServer.of(
          (_, out) -> {
            String next = answers.isEmpty() ? "error:authorization_pending" : answers.remove();
            boolean error = next.startsWith("error:");
            String body = error ? "{\"error\":\"" + next.substring(6) + "\"}" : next;
            out.write(
                RawServer.answer(
                    (error ? "400 No" : "200 OK") + "\r\nContent-Type: application/json", body));
          });

  @AfterEach
  void close() {
    issuer.close();
  }

  private AuthorizationResult authorize(LoginEndpoints endpoints, AuthorizationPrompt prompt)
      throws InterruptedException {
    OAuthClient client =
        new OAuthClient(
            new Issuer(null, URI.create(issuer.url("/token")), null, null),
            new ClientAuthentication.Public("desktop"),
            "offline_access",
            null,
            Map.of(),
            TlsOptions.DEFAULT);
    Credential.RefreshToken credential =
        new Credential.RefreshToken(
            "mail", client, SecretSource.fixed(Secret.of("x")), false, endpoints);
    try (UserAuthorization user =
        new UserAuthorization(
            () -> now,
            pause -> {
              pauses.add(pause);
              now = now.plus(pause);
            })) {
      return user.authorize(credential, null, prompt);
    }
  }

  private AuthorizationResult device(String... script) throws InterruptedException {
    answers.addAll(List.of(script));
    LoginEndpoints endpoints = new LoginEndpoints(URI.create(issuer.url("/device")), null, null);
    return authorize(
        endpoints, (url, code, complete, _) -> prompts.add(url + " " + code + " " + complete));
  }

  @Test
  void device_isPolledAtThePaceOfTheProvider() throws InterruptedException {
    AuthorizationResult result =
        device(OFFER, "error:authorization_pending", "error:slow_down", TOKEN);

    assertThat(result).isEqualTo(new Granted(Secret.of("r-1"), null));
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L);
    assertThat(prompts).containsExactly("https://idp.test/device AB-CD false");
    assertThat(issuer.requests().getFirst().body())
        .contains("client_id=desktop", "scope=offline_access");
    assertThat(issuer.last().body())
        .contains("device_code=dev-1", "client_id=desktop")
        .doesNotContain("scope");
  }

  @Test
  void device_withTheNamesAndTypesOfSomeProviders_isUnderstood() throws InterruptedException {
    AuthorizationResult result =
        device(
            """
            {"device_code":"d","user_code":"AB\\u001b[2J","verification_url":"https://idp.test/d",\
            "expires_in":"60","interval":"1"}\
            """,
            TOKEN);

    assertThat(result).isInstanceOf(Granted.class);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(prompts.getFirst()).startsWith("https://idp.test/d AB").doesNotContain("\u001b");
  }

  @Test
  void device_denied_expired_unusable() throws InterruptedException {
    assertThat(device(OFFER, "error:access_denied"))
        .hasFieldOrPropertyWithValue(
            "why",
            "denied: the person who signed in, or the provider, refused it (expected: consent)");
    assertThat(why(device(OFFER, "error:expired_token"))).startsWith("expired: ");
    assertThat(why(device("error:unauthorized_client"))).startsWith("unauthorized_client");
    assertThat(why(device("{\"device_code\":\"d\"}"))).contains("(expected: device_code");
    assertThat(why(device(OFFER, "{\"access_token\":\"a\"}"))).contains("offline_access");
  }

  @Test
  void device_thatNobodyConfirms_ends() throws InterruptedException {
    assertThat(why(device(OFFER))).startsWith("expired: ");
    assertThat(issuer.requests()).hasSizeBetween(100, 121);
  }

  @Test
  void device_failuresOfTheServer_arePolledMoreSlowly() throws InterruptedException {
    assertThat(device(OFFER, "error:server_error", TOKEN)).isInstanceOf(Granted.class);
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(5L, 10L);
  }

  @Test
  void browser_bringsACode_thatIsRedeemedWithItsVerifier() throws InterruptedException {
    answers.add(TOKEN);
    List<Integer> statuses = new ArrayList<>();
    List<Map<String, List<String>>> requests = new ArrayList<>();
    AuthorizationResult result =
        browser(
            request -> {
              String redirect = request.get("redirect_uri").getFirst();
              String state = "&state=" + request.get("state").getFirst();
              requests.add(request);
              statuses.add(get(redirect + "?code=stolen&state=guess"));
              statuses.add(get(redirect.replace("/callback", "/other") + "?code=c-1" + state));
              statuses.add(get(redirect + "?code=c-1" + state));
            });

    assertThat(result).isInstanceOf(Granted.class);
    assertThat(statuses).containsExactly(400, 404, 200);
    Map<String, List<String>> sent = URLUtils.parseParameters(issuer.last().body());
    assertThat(sent).containsEntry("code", List.of("c-1"));
    assertThat(
            CodeChallenge.compute(
                    CodeChallengeMethod.S256,
                    new CodeVerifier(sent.get("code_verifier").getFirst()))
                .getValue())
        .isEqualTo(requests.getFirst().get("code_challenge").getFirst());
    assertThat(requests.getFirst()).containsEntry("scope", List.of("offline_access"));
  }

  @Test
  void browser_thatBringsARefusal_endsWithIt() throws InterruptedException {
    AuthorizationResult result =
        browser(
            request ->
                get(
                    request.get("redirect_uri").getFirst()
                        + "?error=invalid_scope&error_description=no%20such%1b%20scope&state="
                        + request.get("state").getFirst()));
    assertThat(why(result)).startsWith("invalid_scope: no such").doesNotContain("\u001b");
  }

  private interface Browser {
    void open(Map<String, List<String>> request);
  }

  private AuthorizationResult browser(Browser browser) throws InterruptedException {
    LoginEndpoints endpoints = new LoginEndpoints(null, URI.create("https://idp.test/auth"), null);
    return authorize(
        endpoints, (url, _, _, _) -> browser.open(URLUtils.parseParameters(url.getRawQuery())));
  }

  private static int get(String url) {
    try {
      return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String why(AuthorizationResult result) {
    return result instanceof NotGranted refused ? refused.why() : result.toString();
  }
}
