package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.http.client.RawServer;
import why401.probe.Outcome;
import why401.run.ProbeState;

/// What ends a hold besides time: a look without credentials, a neighbor, a person.
final class HeldProbesTest {
  @TempDir private Path folder = Path.of(".");

  private volatile boolean refusing;
  private volatile String challenge = "Basic realm=\"x\"";
  private final AtomicInteger passwords = new AtomicInteger();
  private final RawServer server =
      RawServer.of(
          (request, out) -> {
            boolean shown = request.head().contains("Authorization:");
            passwords.addAndGet(shown ? 1 : 0);
            out.write(
                RawServer.answer(
                    shown && !refusing
                        ? "200 OK"
                        : "401 Unauthorized\r\nWWW-Authenticate: " + challenge,
                    ""));
          });
  private RuntimeFixture wired;
  private ProbeState probe;
  private ProbeState other;

  @BeforeEach
  void start() {
    String text =
        """
        why401 {
          credentials { c { type = basic, username = probe, password = "some password" } }
          probes {
            p { url = "%s", credential = c }
            q { url = "%s" }
          }
        }
        """
            .formatted(server.url("/p"), server.url("/q"));
    wired = RuntimeFixture.withoutPauses(folder.resolve("why401.conf"), text);
    wired.registry.apply(wired.loaded.configuration(), wired.runtime.clock().instant());
    probe = wired.registry.named("p").orElseThrow();
    other = wired.registry.named("q").orElseThrow();
    run();
    refusing = true;
    for (int i = 0; i < 3; i++) {
      run();
    }
    assertThat(run()).isInstanceOf(Outcome.Withheld.class);
    assertThat(wired.runtime.tokens().heldUntil("c")).isPresent();
  }

  @AfterEach
  void stop() {
    wired.close();
    server.close();
  }

  private Outcome run() {
    return wired.runtime.probeRun().run(probe);
  }

  @Test
  void sameAnswer_keepsItHeld() {
    int shown = passwords.get();
    refusing = false;

    assertThat(run()).isInstanceOf(Outcome.Withheld.class);
    assertThat(passwords).hasValue(shown);
  }

  @Test
  void anotherAnswerWithoutCredentials_releasesIt() {
    refusing = false;
    challenge = "Digest realm=\"x\", nonce=\"n\"";

    assertThat(run()).isInstanceOf(Outcome.Accepted.class);
    assertThat(wired.runtime.tokens().heldUntil("c")).isEmpty();
  }

  @Test
  void answersThatChangeAtEachRun_costOneAttempt() {
    int shown = passwords.get();
    for (int i = 0; i < 20; i++) {
      challenge = i % 2 == 0 ? "Bearer" : "Basic realm=\"x\"";
      run();
    }
    assertThat(passwords).hasValue(shown + 1);
  }

  @Test
  void neighborAcceptedAgain_releasesIt() {
    wired.runtime.probeRun().run(other);
    assertThat(wired.runtime.incidents().open("q")).isPresent();
    refusing = false;
    wired.runtime.held().neighbourAccepted(other);

    assertThat(run()).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void person_getsOneAttempt() {
    int shown = passwords.get();
    assertThat(wired.runtime.held().retry("c"))
        .hasValueSatisfying(one -> assertThat(one).containsExactly("p"));
    assertThat(run()).isInstanceOf(Outcome.Refused.class);

    assertThat(wired.runtime.held().retry("c")).isEmpty();
    assertThat(run()).isInstanceOf(Outcome.Withheld.class);
    assertThat(passwords).hasValue(shown + 1);
  }
}
