package why401.cli.har;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;
import why401.response.ResponseInterpreter;
import why401.response.prose.UnseenProse;

/// The corpus as one capture, through the command that users call.
class HarCorpusIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  @TempDir private Path folder = Path.of(".");

  private static final Path TABLE = CORPUS.resolve("captured.md");
  private static final List<String> TRAINED =
      List.of("responses", "own", "blind", "documented", "late");

  /// Shows each change as a difference; `-Dupdate` writes the file.
  @Test
  void verdicts_areThoseCommitted() throws IOException {
    StringBuilder rows = new StringBuilder();
    Map<String, Verdicts> unseen = unseen();
    for (String name : TRAINED) {
      rows.append(unseen.get(name).row(name + ", products unseen"));
    }
    for (String name : TRAINED) {
      rows.append(verdicts(corpus(name), new ResponseInterpreter()).row(name + ", trained on"));
    }
    Verdicts heldOut = verdicts(corpus("heldout"), new ResponseInterpreter());
    rows.append(heldOut.row("heldout, never trained on"));
    String table = HEAD + rows;
    if (System.getProperty("update") != null) {
      Files.writeString(TABLE, table);
    }
    assertThat(table).isEqualTo(Files.readString(TABLE));
    assertThat(heldOut.overconfident()).isEmpty();
    assertThat(unseen.values()).flatExtracting(Verdicts::overconfident).isEmpty();
  }

  private static final String HEAD =
      """
      # What captured answers are explained by

      Written by `HarCorpusIT`; `-Dupdate` renews it. Explicit are the answers that no other cause of their product gives. Each was read by a model that had not seen its product, then by the committed one, which has.

      | answers | explicit | right | wrong | unknown | certain | wrong and certain |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private Map<String, Verdicts> unseen() throws IOException {
    Map<String, Verdicts> unseen = new HashMap<>();
    Map<List<String>, ResponseInterpreter> interpreters = UnseenProse.interpreters();
    for (String name : TRAINED) {
      List<JsonNode> lines = corpus(name);
      Verdicts all = new Verdicts(new ArrayList<>(), new ArrayList<>());
      for (Map.Entry<List<String>, ResponseInterpreter> fold : interpreters.entrySet()) {
        List<JsonNode> of =
            lines.stream().filter(one -> fold.getKey().contains(one.path("id").asText())).toList();
        all.add(verdicts(of, fold.getValue()));
      }
      unseen.put(name, all);
    }
    return unseen;
  }

  private Verdicts verdicts(List<JsonNode> lines, ResponseInterpreter interpreter)
      throws IOException {
    Map<Integer, Verdict> verdicts = new HashMap<>();
    new HarFile(har(lines), interpreter)
        .refused()
        .forEach(one -> verdicts.put(one.entry(), one.verdict()));
    Verdicts all = new Verdicts(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < lines.size(); i++) {
      all.lines().add(lines.get(i));
      all.verdicts().add(Optional.ofNullable(verdicts.get(i)));
    }
    return all;
  }

  /// Lines and what was said of each.
  private record Verdicts(List<JsonNode> lines, List<Optional<Verdict>> verdicts) {

    void add(Verdicts more) {
      lines.addAll(more.lines);
      verdicts.addAll(more.verdicts);
    }

    private boolean explicit(int at) {
      return lines.get(at).path("discriminating").asBoolean();
    }

    private boolean says(int at, String cause) {
      return verdicts.get(at).map(said -> said.cause().label()).orElse("unknown").equals(cause);
    }

    private boolean right(int at) {
      return says(at, lines.get(at).path("cause").asText());
    }

    private boolean certain(int at) {
      return verdicts.get(at).filter(said -> said.confidence() == Confidence.CERTAIN).isPresent();
    }

    private long count(IntPredicate which) {
      return IntStream.range(0, lines.size()).filter(which).count();
    }

    List<String> overconfident() {
      return IntStream.range(0, lines.size())
          .filter(at -> certain(at) && !(right(at) && explicit(at)))
          .mapToObj(at -> lines.get(at).path("id").asText())
          .toList();
    }

    String row(String name) {
      long explicit = count(this::explicit);
      long right = count(at -> explicit(at) && right(at));
      long unknown = count(at -> explicit(at) && !right(at) && says(at, "unknown"));
      return "| %s | %d | %d | %d | %d | %d | %d |\n"
          .formatted(
              name,
              explicit,
              right,
              explicit - right - unknown,
              unknown,
              count(at -> explicit(at) && certain(at)),
              overconfident().size());
    }
  }

  private Path har(List<JsonNode> corpus) throws IOException {
    ArrayNode entries = MAPPER.createArrayNode();
    corpus.forEach(line -> entries.add(entry(line)));
    ObjectNode har = MAPPER.createObjectNode();
    har.putObject("log").put("version", "1.2").set("entries", entries);
    Path file = folder.resolve("corpus.har");
    MAPPER.writeValue(file.toFile(), har);
    return file;
  }

  private static ObjectNode entry(JsonNode line) {
    ObjectNode entry = MAPPER.createObjectNode();
    entry.put("startedDateTime", "2026-11-24T10:00:00.000Z");
    ObjectNode request = entry.putObject("request");
    boolean token = line.path("auth").asText().equals("oauth2_token_endpoint");
    request.put("method", token ? "POST" : "GET");
    request.put("url", token ? "https://idp.example/token" : "https://api.example/v1/things");
    ArrayNode sent = request.putArray("headers");
    line.path("sent")
        .properties()
        .forEach(
            header ->
                sent.addObject()
                    .put("name", header.getKey())
                    .put("value", header.getValue().asText()));
    if (token) {
      request.putObject("postData").put("text", "grant_type=client_credentials");
    }
    ObjectNode response = entry.putObject("response");
    response.put("status", line.path("status").asInt());
    ArrayNode headers = response.putArray("headers");
    line.path("headers")
        .properties()
        .forEach(
            header ->
                header
                    .getValue()
                    .forEach(
                        value ->
                            headers
                                .addObject()
                                .put("name", header.getKey())
                                .put("value", value.asText())));
    if (!line.path("content_type").asText("").isEmpty()) {
      headers
          .addObject()
          .put("name", "Content-Type")
          .put("value", line.path("content_type").asText());
    }
    response.putObject("content").put("text", line.path("body").asText(""));
    return entry;
  }

  private static List<JsonNode> corpus(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(CORPUS.resolve(name + ".jsonl"))) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }
}
