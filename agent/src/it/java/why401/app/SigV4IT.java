package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.http.client.RawServer;
import why401.partner.ObjectStore;
import why401.schedule.TaskTrigger;

/// Signature Version 4 against a store that checks it as S3 does.
@Timeout(180)
final class SigV4IT {
  private static ObjectStore store;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    store = ObjectStore.start();
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private ProbeResult run(String keys, String url, InstantSource clock) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("why401.conf"),
            """
            why401 {
              credentials { c { type = sigv4, region = eu-central-1, service = s3, %s } }
              probes { p { url = "%s", credential = c, headers { Accept = "application/xml" } } }
            }
            """
                .formatted(keys, url));
    LoadResult.Loaded loaded =
        switch (new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of())) {
          case LoadResult.Loaded valid -> valid;
          case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    try (Agent agent = Agent.of(loaded, new Agent.Options(file, Map.of(), clock))) {
      return agent.once("p");
    }
  }

  private ProbeResult run(String keys) throws IOException {
    return run(keys, store.url("/?list-type=2&prefix=a%20b/c~d"), InstantSource.system());
  }

  private static String separate(String id, String key) {
    return "access-key-id = %s, secret-access-key = \"%s\"".formatted(id, key);
  }

  private String keysFile(String session) throws IOException {
    return Files.writeString(
            folder.resolve("keys.json"),
            "{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"%s}"
                .formatted(ObjectStore.ACCESS_KEY_ID, ObjectStore.SECRET_KEY, session))
        .toString();
  }

  private static Cause cause(ProbeResult result, String code) {
    assertThat(Objects.requireNonNull(result.verdict(), result::toString).toString())
        .contains(code)
        .doesNotContain(ObjectStore.SECRET_KEY);
    return result.verdict().cause();
  }

  @Test
  void keys_oneByOne_andFromAProgram_areAccepted() throws IOException {
    assertThat(run(separate(ObjectStore.ACCESS_KEY_ID, ObjectStore.SECRET_KEY)))
        .matches(ProbeResult::success);
    assertThat(run("keys { exec = [cat, \"%s\"] }".formatted(keysFile(""))))
        .matches(ProbeResult::success);
  }

  @Test
  void wrongKey_unknownKey_andWrongTime_areSaidAsWhatTheyAre() throws IOException {
    assertThat(cause(run(separate(ObjectStore.ACCESS_KEY_ID, "other")), "SignatureDoesNotMatch"))
        .isEqualTo(Cause.TOKEN_SIGNATURE_INVALID);
    assertThat(
            cause(
                run(separate("AKIASOMEBODYELSE0000", ObjectStore.SECRET_KEY)),
                "InvalidAccessKeyId"))
        .isEqualTo(Cause.CREDENTIALS_INVALID);
    InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(40));
    ProbeResult skewed =
        run(separate(ObjectStore.ACCESS_KEY_ID, ObjectStore.SECRET_KEY), store.url("/"), ahead);
    assertThat(cause(skewed, "RequestTimeTooSkewed")).isEqualTo(Cause.CLOCK_SKEW);
  }

  @Test
  void webIdentity_bringsTemporaryKeys_andItsRefusalIsExplained() throws IOException {
    Files.writeString(folder.resolve("token"), "workload-token");
    String answer =
        """
        <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>\
        <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>\
        <Expiration>%s</Expiration></Credentials></AssumeRoleWithWebIdentityResult>\
        </AssumeRoleWithWebIdentityResponse>\
        """
            .formatted(
                ObjectStore.ACCESS_KEY_ID,
                ObjectStore.SECRET_KEY,
                Instant.now().plus(Duration.ofHours(1)).toString());
    try (RawServer sts = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", answer)))) {
      assertThat(run(identity(sts))).matches(ProbeResult::success);
      assertThat(sts.last().body())
          .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=workload-token");
    }
    String refusal =
        "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>Token expired</Message>"
            + "</Error></ErrorResponse>";
    try (RawServer sts =
        RawServer.of((_, out) -> out.write(RawServer.answer("400 Bad Request", refusal)))) {
      assertThat(cause(run(identity(sts)), "ExpiredTokenException")).isEqualTo(Cause.TOKEN_EXPIRED);
    }
  }

  private static String identity(RawServer sts) {
    return "web-identity { role-arn = \"arn:aws:iam::123456789012:role/probe\", token { file = token }, url = \"%s\" }"
        .formatted(sts.url("/"));
  }

  @Test
  void sessionToken_thatIsOver() throws IOException {
    String body =
        "<Error><Code>ExpiredToken</Code><Message>The provided token has"
            + " expired.</Message></Error>";
    try (RawServer s3 =
        RawServer.of(
            (_, out) ->
                out.write(
                    RawServer.answer("400 Bad Request\r\nContent-Type: application/xml", body)))) {
      ProbeResult result =
          run(
              "keys { file = \"%s\" }".formatted(keysFile(",\"SessionToken\":\"session-1\"")),
              s3.url("/"),
              InstantSource.system());
      assertThat(s3.last().header("X-Amz-Security-Token")).isEqualTo("session-1");
      assertThat(result.toString()).doesNotContain("session-1");
      assertThat(cause(result, "ExpiredToken")).isEqualTo(Cause.TOKEN_EXPIRED);
    }
  }
}
