package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.incident.Incident;
import why401.probe.Outcome;
import why401.token.CredentialStatus;
import why401.token.Token;

/// Opaque tokens of a provider that states no lifetime which could be true, through the whole
/// agent: what is assumed of them renews them, and proves nothing (renewal.md, 1.1).
class AssumedExpiryTest {
  @TempDir private Path folder = Path.of(".");
  private final MockWebServer issuer = new MockWebServer();
  private final MockWebServer target = new MockWebServer();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicReference<String> stated = new AtomicReference<>("");
  private final AtomicInteger leastGood = new AtomicInteger(1);
  private final RehearsalTime time = new RehearsalTime();
  private Rehearsal agent;

  @BeforeEach
  void start() throws IOException {
    issuer.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(
                    "{\"access_token\":\"opaque-%d\",\"token_type\":\"Bearer\"%s}"
                        .formatted(issued.incrementAndGet(), stated.get()))
                .build();
          }
        });
    target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String shown = String.valueOf(request.getHeaders().get("Authorization"));
            int number = shown.contains("-") ? Integer.parseInt(shown.split("-", 2)[1]) : 0;
            return number >= leastGood.get()
                ? new MockResponse.Builder().code(200).build()
                : new MockResponse.Builder()
                    .code(401)
                    .addHeader("WWW-Authenticate", "Bearer realm=\"api\"")
                    .build();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"expires_in\":0",
        ",\"expires_in\":-300",
        ",\"expires_in\":\"soon\"",
        ",\"expires_in\":99999999999"
      })
  void lifetimeThatIsNone_isShownAsAssumed_andIsNoEvidence(String lifetime) {
    stated.set(lifetime);
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);

    CredentialStatus state = Objects.requireNonNull(agent.state("c"));
    assertThat(state.expirySource()).isEqualTo(Token.ExpirySource.ASSUMED);
    assertThat(agent.sum("why401_token_expiry_assumed")).isEqualTo(1);

    time.pass(Duration.ofMinutes(5));
    leastGood.set(issued.get() + 1);
    assertThat(agent.run("p")).isInstanceOf(Outcome.Refused.class);

    Incident incident = agent.incidents().getFirst();
    assertThat(incident.verdict().evidence().toString()).doesNotContain("10 min", "600 s");
    assertThat(incident.verdict().cause())
        .isIn(Cause.TOKEN_REVOKED, Cause.TOKEN_EXPIRED, Cause.UNKNOWN);
    assertThat(incident.verdict().confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"expires_in\":0"})
  void assumedLife_isRenewedBeforeItsEnd(String lifetime) {
    stated.set(lifetime);
    agent.run("p");

    agent.renew("c");

    assertThat(issued).hasValue(2);
    assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
  }
}
