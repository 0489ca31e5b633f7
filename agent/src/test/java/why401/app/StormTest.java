package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.http.client.RawServer;
import why401.probe.Outcome;

/// Many probes of one origin that are refused at the same time, through the whole engine.
class StormTest {
  private static final int PROBES = 30;
  private static final String SHARED = "It was examined at the probe ";

  @TempDir private Path folder = Path.of(".");
  private final RehearsalTime time = new RehearsalTime();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger identifier = new AtomicInteger(1_000_000_000);

  /// Refuses the keys in `refusing`; the path in front of the answer says how.
  private final RawServer server =
      RawServer.of(
          (request, out) -> {
            asked.incrementAndGet();
            String key = request.header("X-Api-Key");
            boolean bad = !key.endsWith("-key") || refusing.contains(key);
            out.write(bad ? refusal(request.path()) : RawServer.answer("200 OK", "fine"));
          });

  private byte[] refusal(String path) {
    return RawServer.answer(
        (path.startsWith("/odd") ? "403 Forbidden" : "401 Unauthorized")
            + "\r\nX-Request-Id: req-abcdef"
            + identifier.getAndIncrement(),
        path.startsWith("/other")
            ? "{\"error\":\"quota of the plan\",\"path\":\"" + path + "\"}"
            : "{\"error\":\"invalid api key\",\"path\":\"" + path + "\"}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Rehearsal agent(String more) {
    String probes =
        IntStream.range(0, PROBES)
            .mapToObj(i -> "p%d { %s, credential = one }".formatted(i, url("/" + i)))
            .collect(Collectors.joining("\n"));
    return new Rehearsal(
        folder.resolve("why401.conf"),
        time,
        """
        why401 {
          credentials {
            one { type = api-key, name = X-Api-Key, value = "first-key" }
            two { type = api-key, name = X-Api-Key, value = "second-key" }
          }
          probes { %s
            %s }
        }
        """
            .formatted(probes, more));
  }

  private String url(String path) {
    return "url = \"" + server.url(path) + "\"";
  }

  private void runAll(Rehearsal agent) {
    for (int i = 0; i < PROBES; i++) {
      time.pass(Duration.ofSeconds(1));
      agent.run("p" + i);
    }
  }

  private static Verdict verdict(Rehearsal agent, String probe) {
    return agent.incident(probe).orElseThrow().verdict();
  }

  private static boolean shares(Verdict verdict) {
    return verdict.evidence().stream()
        .map(Finding::finding)
        .anyMatch(finding -> finding.startsWith(SHARED));
  }

  private static Set<Cause> causes(Rehearsal agent) {
    return IntStream.range(0, PROBES)
        .mapToObj(i -> verdict(agent, "p" + i).cause())
        .collect(Collectors.toSet());
  }

  @Test
  void oneRefusedCredential_isExaminedOnce_andAllProbesNameOneCause() {
    try (Rehearsal agent = agent("")) {
      runAll(agent);
      refusing.add("first-key");
      asked.set(0);

      runAll(agent);
      assertThat(agent.sum("why401_diagnosis_requests_total")).isLessThanOrEqualTo(6);
      runAll(agent);
      time.pass(Duration.ofMinutes(2));
      runAll(agent);

      assertThat(causes(agent)).hasSize(1);
      assertThat(agent.sum("why401_diagnosis_requests_total")).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void anotherCredential_andAnotherAnswer_areExaminedByThemselves() {
    try (Rehearsal agent =
        agent(
            "odd { %s, credential = one }, other { %s, credential = one }, two { %s, credential = two }"
                .formatted(url("/odd"), url("/other"), url("/1")))) {
      for (String probe : new String[] {"odd", "other", "two"}) {
        agent.run(probe);
      }
      runAll(agent);
      refusing.addAll(Set.of("first-key", "second-key"));

      runAll(agent);
      for (String probe : new String[] {"odd", "other", "two"}) {
        agent.run(probe);
        assertThat(shares(verdict(agent, probe))).as(probe).isFalse();
      }

      assertThat(shares(verdict(agent, "p1"))).isTrue();
    }
  }

  @Test
  void probeThatWasNeverAccepted_sharesNothingWithThoseThatWere() {
    try (Rehearsal agent = agent("late { %s, credential = one }".formatted(url("/late")))) {
      runAll(agent);
      refusing.add("first-key");
      runAll(agent);

      agent.run("late");

      assertThat(shares(verdict(agent, "late"))).isFalse();
    }
  }

  @Test
  void probeThatWasAcceptedSince_isExaminedAfresh() {
    try (Rehearsal agent = agent("")) {
      runAll(agent);
      refusing.add("first-key");
      agent.run("p0");
      agent.run("p1");
      assertThat(shares(verdict(agent, "p1"))).isTrue();
      refusing.clear();
      time.pass(Duration.ofSeconds(50));
      assertThat(agent.run("p1")).isInstanceOf(Outcome.Accepted.class);
      refusing.add("first-key");
      time.pass(Duration.ofSeconds(1));

      agent.run("p1");

      assertThat(shares(verdict(agent, "p1"))).isFalse();
    }
  }
}
