package why401.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.app.Agent;
import why401.app.ProbeResult;
import why401.cause.Cause;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;

/// A login endpoint that takes JSON, as Grafana's and many of their own make have it.
class JsonLoginTest {
  private static final String GOOD = "{\"data\":{\"user\":\"probe\"},\"password\":\"pass-4711\"}";

  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    Headers headers = request.getHeaders();
    return switch (path) {
      case "/login" ->
          body.equals(GOOD)
              ? json(200, "{\"data\":{\"token\":\"tok-0815\",\"expires_in\":\"600\"}}")
              : json(401, "{\"message\":\"Invalid username or password\"}");
      case "/login200" -> json(200, "{\"success\":false,\"message\":\"nope\"}");
      case "/header-login" -> json(201, "{}", "X-Subject-Token", "tok-0815");
      case "/session" -> session(request, body);
      case "/api" -> json("Token tok-0815".equals(headers.get("Authorization")) ? 200 : 401, "{}");
      case "/own" ->
          json(
              String.valueOf(headers.get("Cookie")).contains("grafana=abc-123")
                      && "x-77".equals(headers.get("X-XSRF"))
                  ? 200
                  : 401,
              "{}");
      default -> json(404, "{}");
    };
  }

  private static MockResponse session(RecordedRequest request, String body) {
    if (body.isEmpty()) {
      return json(405, "{}", "Set-Cookie", "XSRF=x-77; Path=/");
    }
    boolean repeated = "x-77".equals(request.getHeaders().get("X-XSRF"));
    return repeated && body.equals(GOOD)
        ? json(200, "{}", "Set-Cookie", "grafana=abc-123; Path=/; Max-Age=600")
        : json(403, "{}");
  }

  private static MockResponse json(int status, String body, String... headers) {
    return new MockResponse(
        status,
        Headers.of(headers).newBuilder().add("Content-Type", "application/json").build(),
        body);
  }

  private ProbeResult run(String credential, String path) throws IOException {
    Files.writeString(folder.resolve("pw"), "pass-4711");
    String text =
        """
        why401 {
          credentials { c { type = json-login, fields { "/data/user" = probe, password { file = pw } }, %s } }
          probes { p { url = "%s", credential = c } }
        }
        """
            .formatted(credential, server.url(path));
    Path file = Files.writeString(folder.resolve("why401.conf"), text);
    LoadResult.Loaded loaded =
        (LoadResult.Loaded)
            new ConfigurationLoader(_ -> java.util.Optional.empty()).load(file, Map.of());
    try (Agent agent =
        Agent.of(loaded, new Agent.Options(file, Map.of(), InstantSource.system()))) {
      return agent.once("p");
    }
  }

  private String at(String path) {
    return "url = \"" + server.url(path) + "\", ";
  }

  @Test
  void token_atItsPointer_isSentWithItsPrefix() throws IOException {
    String credential =
        at("/login")
            + "token { pointer = \"/data/token\", expiry = \"/data/expires_in\" }, prefix = Token";
    assertThat(run(credential, "/api")).matches(ProbeResult::success);
  }

  @Test
  void token_inAHeaderOfTheResponse_isSent() throws IOException {
    String credential = at("/header-login") + "token { header = X-Subject-Token }, prefix = Token";
    assertThat(run(credential, "/api")).matches(ProbeResult::success);
  }

  @Test
  void session_whoseLoginRepeatsACookie_isOpened_andRepeatsItAtTheTarget() throws IOException {
    String credential =
        at("/session") + "success { cookie = grafana }, csrf { cookie = XSRF, header = X-XSRF }";
    assertThat(run(credential, "/own")).matches(ProbeResult::success);
  }

  @Test
  void refusedLogin_isTheCredentialsFault_andShowsNoSecret() throws IOException {
    ProbeResult result =
        run(at("/login") + "format = form, token { pointer = \"/data/token\" }", "/api");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    assertThat(result.toString()).doesNotContain("pass-4711");
  }

  @Test
  void refusalWithStatus200_isARefusal() throws IOException {
    ProbeResult result = run(at("/login200") + "token { pointer = \"/data/token\" }", "/api");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.detail()).contains("no token at /data/token in a response with status 200");
  }
}
