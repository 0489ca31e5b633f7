package why401.response.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.http.HttpResponse;
import why401.response.CorpusLine;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;

class ProseModelTest {

  private static final Path COMMITTED =
      Path.of("src/main/resources/why401/response/prose/prose.model");
  private static final int SIZE_LIMIT = 400_000;
  private static final ProseReader READER = new ProseReader();

  /// `-Dupdate` writes the model.
  @Test
  void retraining_givesTheCommittedModel() throws IOException {
    byte[] trained =
        ProseTrainer.train(
            CorpusLine.TRAINING.stream()
                .flatMap(file -> CorpusLine.of(file).stream())
                .map(ProseTrainer.Example::of)
                .toList());
    if (System.getProperty("update") != null) {
      Files.write(COMMITTED, trained);
    }
    assertThat(Arrays.equals(trained, Files.readAllBytes(COMMITTED)))
        .as("as committed; whoever changes statements, features or corpora trains with -Dupdate")
        .isTrue();
    assertThat(trained.length).isLessThan(SIZE_LIMIT);
  }

  @Test
  void plainWords_areRead() {
    ProseReading reading = read("{\"message\":\"The access token expired two hours ago\"}");
    assertThat(reading.value()).isEqualTo("token_expired-high");
    assertThat(reading.passage()).isEqualTo("The access token expired two hours ago");
  }

  @Test
  void statusAlone_isNoProse() {
    assertThat(read("")).isEqualTo(ProseReading.NONE);
  }

  @Test
  void wordsThatSayNothing_leaveItOpen() {
    assertThat(read("{\"message\":\"Unauthorized\"}").value()).isEqualTo("none");
  }

  @Test
  void withinOtherCauses_theirProbabilitiesGrow() {
    ProseReading reading = read("{\"message\":\"The access token expired two hours ago\"}");
    ProseReading limited = reading.within(Set.of(Cause.TOKEN_REVOKED, Cause.TOKEN_MALFORMED));
    assertThat(limited.probability(Cause.TOKEN_EXPIRED)).isZero();
    assertThat(limited.probability(Cause.TOKEN_REVOKED))
        .isGreaterThan(reading.probability(Cause.TOKEN_REVOKED));
  }

  @Test
  void longBody_isReadInTime() {
    String body = "token key failed, ".repeat(HttpResponse.BODY_LIMIT / 18);
    read(body);
    long start = System.nanoTime();
    read(body);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
  }

  private static ProseReading read(String body) {
    return READER.read(
        ParsedResponse.of(new HttpResponse(401, List.of(), body), RequestContext.unknown()));
  }
}
