package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.FreePort;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// What a real server can do to a prober: each probe gets an outcome of its own, and nothing else
/// suffers.
@Order(7)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String INVALID = "%C3%28%A0%FF";
  private static final long GIB = 1L << 30;
  private static final long MEMORY = 500L << 20;

  @TempDir private static Path folder = Path.of(".");
  private final NginxServer nginx = new NginxServer();
  private AgentProcess agent;

  @BeforeAll
  void start() {
    nginx.sparseFile("huge.bin", GIB);
    nginx.server(
        "site",
        NginxLocations.answer("/good", 200, "welcome")
            + "location /huge { try_files /huge.bin =404; }\n"
            + NginxLocations.redirect("/loop", "/loop")
            + "set $k \"%s\"; set $ten \"$k$k$k$k$k$k$k$k$k$k\";\n".formatted("k".repeat(1_000))
            + "set $mega \"$ten$ten$ten$ten$ten$ten$ten$ten$ten$ten\";\n"
            + "location /long { add_header X-Long $ten; return 200; }\n"
            + "location /endless { add_header X-L \"$mega$mega$mega$mega$mega\"; return 200; }\n"
            // nginx undoes the percent-encoding of $uri: raw bytes in the header and in the body.
            + refusal("/bytes", "Bearer realm=\\\"$uri\\\"")
            + refusal("/broken", "Basic realm=\\\"open, Bearer error=,,=\\\"x, =, Digest")
            + "location /trickle { limit_rate 1; try_files /huge.bin =404; }\n");
    nginx.start();
    agent = new AgentProcess(folder, configuration());
  }

  @AfterAll
  void stop() {
    agent.close();
    nginx.close();
  }

  private static String refusal(String path, String challenge) {
    return "location %s { add_header WWW-Authenticate \"%s\" always; return 401 $uri; }\n"
        .formatted(path, challenge);
  }

  private String configuration() {
    StringBuilder text =
        new StringBuilder(
            """
            why401.defaults { interval = 1s, timeout = 3s }
            why401.credentials.key { type = bearer, token = opaque-of-the-test }
            why401.probes.refused-connection.url = "http://127.0.0.1:%d/"
            why401.probes.no-such-host.url = "http://no-such-host.invalid/"
            """
                .formatted(FreePort.next()));
    for (String name :
        List.of("good", "huge", "loop", "long", "endless", "bytes", "broken", "trickle")) {
      text.append(
          "why401.probes.%s { url = \"%s\", credential = key }\n"
              .formatted(
                  name, nginx.url("site", "/" + name + (name.equals("bytes") ? INVALID : ""))));
    }
    return text.toString();
  }

  @Test
  void oneGibibyteOfBody_isReadToTheBound() {
    told("huge", "\"success\":true");
    assertThat(agent.resident()).isLessThan(MEMORY);
  }

  @Test
  void endlessRedirect_isUnexpected() {
    told("loop", "\"reason\":\"unexpected_response\"");
  }

  @Test
  void headerOfTenThousandCharacters_isRead() {
    told("long", "\"success\":true");
  }

  @Test
  void headerOfHalfAMebibyte_endsTheConnection() {
    told("endless", "\"reason\":\"connection_failed\"");
  }

  @Test
  void invalidUtf8_isARefusalLikeAnother() {
    told("bytes", "\"cause\":");
  }

  @Test
  void brokenChallenge_isARefusalLikeAnother() {
    told("broken", "\"cause\":");
  }

  @Test
  void bodyThatNeverEnds_isATimeout() {
    told("trickle", "\"reason\":\"timeout\"");
  }

  @Test
  void unreachable_isNamedByItsStage() {
    told("refused-connection", "\"reason\":\"connection_failed\"");
    told("no-such-host", "\"reason\":\"dns_failed\"");
  }

  @Test
  void goodProbe_suffersFromNone() {
    told("good", "\"success\":true");
    double before = agent.sum("why401_probe_runs_total", "\"good\"");
    await()
        .atMost(SOON)
        .until(() -> agent.sum("why401_probe_runs_total", "\"good\"") >= before + 5);
    assertThat(agent.sum("why401_probe_failures_total", "\"good\"")).isZero();
    assertThat(agent.metrics()).doesNotContain("why401_internal_errors_total{part=\"probe\"} 1");
    assertThat(agent.log()).doesNotContain("Exception");
  }

  private void told(String probe, String expected) {
    await().atMost(SOON).untilAsserted(() -> assertThat(agent.probe(probe)).contains(expected));
  }
}
