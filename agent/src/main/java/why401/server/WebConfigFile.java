package why401.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Reads a web-config file, strictly.
final class WebConfigFile {
  private static final int MOST_BYTES = 1 << 20;

  private WebConfigFile() {}

  /// @throws WebConfigException with `FILE:LINE: message`, free of the file's values
  static WebConfig read(Path file) {
    ObjectMapper yaml =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new WebConfigException(file + ": too large (expected: at most 1 MiB)");
      }
      String text = Files.readString(file);
      if (text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
        return WebConfig.NONE;
      }
      WebConfig config = yaml.readValue(text, WebConfig.class);
      return config == null ? WebConfig.NONE : config;
    } catch (JacksonException e) {
      throw new WebConfigException(file + line(e.getLocation()) + ": " + message(e));
    } catch (IOException e) {
      throw new WebConfigException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String line(JsonLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
  }

  private static String message(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          unknown.getPropertyName()
              + ": unknown key (expected: "
              + unknown.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ")";
      case ValueInstantiationException unfit when unfit.getCause() != null ->
          String.valueOf(unfit.getCause().getMessage());
      case JsonMappingException unfit -> path(unfit) + ": not of the expected form";
      default -> "not YAML";
    };
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }
}
