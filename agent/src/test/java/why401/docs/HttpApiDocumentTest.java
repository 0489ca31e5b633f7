package why401.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `http-api.md` lists every path, parameter and JSON field of `openapi.yaml`.
class HttpApiDocumentTest {
  private static final Document DOCUMENT = Document.named("http-api.md");
  private static final Path API = Path.of("src/main/resources/why401/server/openapi.yaml");

  private JsonNode api;

  @BeforeEach
  void read() throws IOException {
    api = new YAMLMapper().readTree(API.toFile());
  }

  @Test
  void everyPath_isListed() {
    StringBuilder rows = new StringBuilder("| path | responses | what |\n| --- | --- | --- |\n");
    api.get("paths").properties().forEach(path -> paths(rows, path.getKey(), path.getValue()));
    DOCUMENT.assertRegion("paths", rows.toString());
  }

  private static void paths(StringBuilder rows, String path, JsonNode operations) {
    operations
        .properties()
        .forEach(
            operation ->
                rows.append(
                    "| `%s %s` | %s | %s |\n"
                        .formatted(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path,
                            String.join(", ", names(operation.getValue().get("responses"))),
                            operation.getValue().get("summary").asText())));
  }

  @Test
  void everyParameter_isListed() {
    StringBuilder rows = new StringBuilder("| path | parameter | type | default | meaning |\n");
    rows.append("| --- | --- | --- | --- | --- |\n");
    for (var path : api.get("paths").properties()) {
      for (JsonNode parameter : path.getValue().path("get").path("parameters")) {
        if (parameter.get("in").asText().equals("query")) {
          rows.append(parameter(path.getKey(), parameter));
        }
      }
    }
    DOCUMENT.assertRegion("parameters", rows.toString());
  }

  private static String parameter(String path, JsonNode parameter) {
    JsonNode schema = parameter.get("schema");
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            path,
            parameter.get("name").asText(),
            type(schema),
            schema.has("default") ? "`" + schema.get("default").asText() + "`" : "-",
            parameter.path("description").asText(""));
  }

  @Test
  void everyField_isListed() {
    StringBuilder text = new StringBuilder();
    for (var schema : api.get("components").get("schemas").properties()) {
      text.append("### %s%n%n".formatted(schema.getKey()));
      text.append("| field | type | meaning |\n| --- | --- | --- |\n");
      Set<String> required = new TreeSet<>();
      schema.getValue().path("required").forEach(name -> required.add(name.asText()));
      for (var field : schema.getValue().get("properties").properties()) {
        text.append(
            "| `%s` | %s%s | %s |\n"
                .formatted(
                    field.getKey(),
                    type(field.getValue()),
                    required.contains(field.getKey()) ? "" : ", optional",
                    field.getValue().path("description").asText("")));
      }
      text.append("\n");
    }
    DOCUMENT.assertRegion("fields", text.toString());
  }

  private static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return reference(schema);
    }
    if (schema.has("oneOf")) {
      return alternatives(schema.get("oneOf"), " or ");
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.get(0).asText() + " or null" : type.asText("any");
    if (name.equals("array") && schema.path("items").has("$ref")) {
      return "array of " + reference(schema.get("items"));
    }
    boolean instant = schema.path("format").asText().equals("date-time");
    return instant ? name.replace("string", "instant") : name;
  }

  private static String alternatives(JsonNode schemas, String between) {
    List<String> types = new ArrayList<>();
    schemas.forEach(schema -> types.add(type(schema)));
    return String.join(between, types);
  }

  private static String reference(JsonNode schema) {
    String name = schema.get("$ref").asText().replaceFirst(".*/", "");
    return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
