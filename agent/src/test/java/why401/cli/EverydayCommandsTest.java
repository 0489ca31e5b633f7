package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.http.client.RawServer;

/// `probe` by pattern, and `runbook`.
class EverydayCommandsTest {
  @TempDir private Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int why401(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Why401Command.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private static String answer(String path) {
    return path.equals("/list")
        ? "[{\"targets\": [\"http://127.0.0.1:1/\"], \"labels\": {\"__probe__\": \"found\"}}]"
        : "fine";
  }

  @Test
  void probesAreRunByPattern_orAll_thoseOfAServerToo() throws IOException {
    try (RawServer server =
        RawServer.of(
            (request, wire) -> wire.write(RawServer.answer("200 OK", answer(request.path()))))) {
      String text =
          """
          why401 {
            targets { http-sd { url = "%s" } }
            probes {
              shop-a { url = "%s" }
              shop-b { url = "%s" }
              other { url = "%s" }
            }
          }
          """
              .formatted(server.url("/list"), server.url("/a"), server.url("/b"), server.url("/c"));
      String config = Files.writeString(folder.resolve("a.conf"), text).toString();
      assertThat(why401("probe", "-c", config, "shop-*")).isZero();
      assertThat(out.toString()).contains("shop-a", "shop-b").doesNotContain("other");
      assertThat(why401("probe", "-c", config, "--all")).isEqualTo(ExitStatus.OTHERWISE_FAILED);
      assertThat(out.toString()).contains("shop-a", "other", "connection_failed  found");
      assertThat(why401("probe", "-c", config, "nothing-*")).isEqualTo(2);
      assertThat(err.toString()).contains("nothing-* (expected: one of other, shop-a, shop-b");
      assertThat(why401("probe", "-c", config)).isEqualTo(2);
      assertThat(why401("probe", "-c", config, "--all", "other")).isEqualTo(2);
    }
  }

  /// That there is no refresh token yet is why a person signs in.
  @Test
  void login_warnsOfOtherCredentials_notOfItsOwn() throws IOException {
    String text =
        """
        why401 {
          state-dir = "%s"
          credentials {
            mail { type = refresh-token, token-url = "http://127.0.0.1:1/t", client-id = c, device-authorization-url = "http://127.0.0.1:1/d" }
            drive { type = refresh-token, token-url = "http://127.0.0.1:1/t", client-id = c, device-authorization-url = "http://127.0.0.1:1/d" }
          }
        }
        """
            .formatted(folder.resolve("state"));
    String config = Files.writeString(folder.resolve("a.conf"), text).toString();
    assertThat(why401("login", "-c", config, "mail")).isEqualTo(ExitStatus.OTHERWISE_FAILED);
    assertThat(err.toString()).doesNotContain("mail.refresh-token").contains("drive.refresh-token");
  }

  @Test
  void everyCause_hasItsRunbookOnTheTerminal() {
    for (Cause cause : Cause.values()) {
      assertThat(why401("runbook", cause.label())).isZero();
      assertThat(out.toString()).contains("Confirm by hand");
    }
    assertThat(why401("runbook", "token-expired")).isZero();
    assertThat(out.toString())
        .contains("    jq -R", "How it comes about")
        .doesNotContain("```", "**", "](");
    assertThat(why401("runbook", "Why401Unauthorized")).isZero();
    assertThat(why401("runbook")).isZero();
    assertThat(out.toString().lines().count()).isGreaterThan(30);
    assertThat(why401("runbook", "token_expirde")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean token_expired?");
  }
}
