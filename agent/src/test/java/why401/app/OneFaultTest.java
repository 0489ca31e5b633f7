package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.http.client.RawServer;
import why401.run.ProbeState;

/// One changed password that several probes of a target use has one cause, whichever of them were
/// refused before it was held back.
final class OneFaultTest {
  private static final int PROBES = 5;

  @TempDir private Path folder = Path.of(".");

  private volatile boolean changed;
  private final RawServer server =
      RawServer.of(
          (request, out) ->
              out.write(
                  RawServer.answer(
                      request.head().contains("Authorization:") && !changed
                          ? "200 OK"
                          : "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"",
                      "")));
  private RuntimeFixture wired;
  private List<ProbeState> probes;

  @BeforeEach
  void start() {
    StringBuilder text =
        new StringBuilder(
            "why401.credentials.c { type = basic, username = probe, password = \"some password\""
                + " }\n");
    IntStream.range(0, PROBES)
        .forEach(
            i ->
                text.append(
                    "why401.probes.p%d { url = \"%s\", credential = c }%n"
                        .formatted(i, server.url("/p" + i))));
    wired = RuntimeFixture.withoutPauses(folder.resolve("why401.conf"), text.toString());
    wired.registry.apply(wired.loaded.configuration(), wired.runtime.clock().instant());
    probes =
        IntStream.range(0, PROBES)
            .mapToObj(i -> wired.registry.named("p" + i).orElseThrow())
            .toList();
    runAll();
  }

  @AfterEach
  void stop() {
    wired.close();
    server.close();
  }

  private void runAll() {
    ((RehearsalTime) wired.runtime.clock()).pass(Duration.ofSeconds(30));
    probes.forEach(probe -> wired.runtime.probeRun().run(probe));
  }

  @Test
  void changedPassword_hasOneCause_forAllItsProbes() {
    changed = true;
    runAll();
    runAll();

    assertThat(causes()).containsExactly(Cause.CREDENTIALS_INVALID);
    assertThat(
            wired.runtime.incidents().open("p4").orElseThrow().verdict().evidence().stream()
                .map(finding -> finding.finding()))
        .anyMatch(finding -> finding.startsWith("The password is held back since"));
  }

  private Set<Cause> causes() {
    return probes.stream()
        .map(probe -> wired.runtime.incidents().open(probe.probe().name()).orElseThrow())
        .map(incident -> incident.verdict().cause())
        .collect(Collectors.toSet());
  }
}
