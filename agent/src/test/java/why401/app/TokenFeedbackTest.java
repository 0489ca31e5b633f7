package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.probe.Outcome;

/// Tokens that die before their end, through the whole run of a probe.
class TokenFeedbackTest {
  @TempDir private Path folder = Path.of(".");
  private final MockWebServer issuer = new MockWebServer();
  private final MockWebServer target = new MockWebServer();
  private final AtomicInteger issued = new AtomicInteger();
  private final Set<String> dead = new HashSet<>();
  private final Deque<String> challenges = new ArrayDeque<>();
  private final RehearsalTime time = new RehearsalTime();
  private Rehearsal agent;

  @BeforeEach
  void start() throws IOException {
    issuer.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body =
                "{\"access_token\":\"at-%d\",\"expires_in\":3600}"
                    .formatted(issued.incrementAndGet());
            return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
          }
        });
    target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String shown = String.valueOf(request.getHeaders().get("Authorization"));
            boolean good = shown.startsWith("Bearer at-") && !dead.contains(shown.substring(7));
            MockResponse.Builder answer = new MockResponse.Builder().code(good ? 200 : 401);
            if (!good && !challenges.isEmpty()) {
              answer.addHeader("WWW-Authenticate", challenges.getFirst());
            }
            return answer.build();
          }
        });
    issuer.start(InetAddress.getLoopbackAddress(), 0);
    target.start(InetAddress.getLoopbackAddress(), 0);
    agent =
        new Rehearsal(
            folder.resolve("why401.conf"),
            time,
            """
            why401 {
              diagnosis { max-requests = 0 }
              credentials {
                c { type = client-credentials, token-url = "%s", client-id = x, client-secret = y }
              }
              probes { p { url = "%s", credential = c } }
            }
            """
                .formatted(issuer.url("/token"), target.url("/")));
  }

  @AfterEach
  void stop() {
    agent.close();
    issuer.close();
    target.close();
  }

  @Test
  void expiredToken_isReplacedThoughNoExperimentIsAllowed() {
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
    time.pass(Duration.ofMinutes(5));
    dead.add("at-1");
    challenges.add(
        "Bearer error=\"invalid_token\", error_description=\"The access token expired\"");

    assertThat(agent.run("p")).isInstanceOf(Outcome.Refused.class);

    org.awaitility.Awaitility.await().until(() -> issued.get() == 2);
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void refusalThatIsNotTheTokens_replacesNothing() {
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
    dead.add("at-1");
    challenges.add("Bearer error=\"insufficient_scope\", scope=\"orders\"");

    agent.run("p");
    agent.run("p");
    agent.run("p");

    assertThat(issued).hasValue(1);
  }
}
