package why401.server.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.io.AccessLimitException;
import why401.io.BoundedAccess;

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
    String text = "";
    try {
      text = new String(BoundedAccess.read(file, MOST_BYTES), StandardCharsets.UTF_8);
      if (text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
        return WebConfig.NONE;
      }
      @Nullable WebConfig config = yaml.readValue(text, WebConfig.class);
      if (config == null) {
        // A document that is empty in the words of YAML: `---`, `~`, `null`.
        return WebConfig.NONE;
      }
      config.check();
      return config;
    } catch (JacksonException e) {
      throw new WebConfigException(file + line(e, text) + ": " + message(e));
    } catch (IllegalArgumentException e) {
      throw new WebConfigException(file + ": " + e.getMessage());
    } catch (AccessLimitException e) {
      throw new WebConfigException(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new WebConfigException(
          file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// An unknown key is reported where the object ends that has it; so it is looked for.
  private static String line(JacksonException e, String text) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      Pattern key =
          Pattern.compile("[\\s{,\"']*" + Pattern.quote(unknown.getPropertyName()) + "\\b.*");
      List<String> lines = text.lines().toList();
      for (int line = 0; line < lines.size(); line++) {
        if (key.matcher(lines.get(line)).matches()) {
          return ":" + (line + 1);
        }
      }
    }
    JsonLocation location = e.getLocation();
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
