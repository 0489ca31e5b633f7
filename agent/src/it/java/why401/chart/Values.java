package why401.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `values.yaml` as its readers see it: each documented key with its default and its comment.
final class Values {
  private static final Pattern COMMENT = Pattern.compile("\\s*# -- ([\\w.]+)(.*)");
  private static final Pattern KEY = Pattern.compile("( *)([\\w-]+):.*");

  private Values() {}

  /// @param key dotted path
  /// @param comment without its mark, beginning with the key
  record Row(String key, String comment) {}

  /// The documented keys, in the order of the file.
  static List<Row> documented() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        rows.add(new Row(comment.group(1), comment.group(1) + comment.group(2)));
      }
    }
    return rows;
  }

  /// Each key that follows a comment or holds no others, by its place in the file.
  static List<String> undocumented() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> path = new ArrayList<>();
    String expected = "";
    int opaque = Integer.MAX_VALUE;
    for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
      Matcher comment = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (comment.matches()) {
        expected = comment.group(1);
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        path = new ArrayList<>(path.subList(0, Math.min(depth, path.size())));
        path.add(key.group(2));
        if (depth <= opaque) {
          opaque = expected.isEmpty() ? Integer.MAX_VALUE : depth;
          boolean parent = line.endsWith(":") && expected.isEmpty();
          if (!parent && !String.join(".", path).equals(expected)) {
            wrong.add(String.join(".", path) + " (comment: " + expected + ")");
          }
          expected = "";
        }
      }
    }
    return wrong;
  }

  /// The table of the chart's README.
  static String table() throws IOException {
    JsonNode values = Chart.read("values.yaml");
    StringBuilder table = new StringBuilder("| key | default | what it is |\n|---|---|---|\n");
    for (Row row : documented()) {
      JsonNode value = values.at("/" + row.key().replace('.', '/'));
      String what = row.comment().substring(row.key().length()).strip().replaceFirst("^: *", "");
      table.append("| `%s` | `%s` | %s |\n".formatted(row.key(), value, what.replace("|", "\\|")));
    }
    return table.toString();
  }

  /// Every object in the values and its path, the opaque ones (empty by default, free by the
  /// schema) left out.
  static List<String> closedObjects(JsonNode schema, String path) {
    List<String> found = new ArrayList<>();
    if (schema.path("additionalProperties").isBoolean()) {
      found.add(path);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                found.addAll(
                    closedObjects(
                        property.getValue(),
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey())));
    return found;
  }
}
