package why401.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import why401.io.CompleteRecords;

/// How everything is written as JSON: on the API, by the commands' `--json` and in the log.
///
/// Instants are ISO-8601 in UTC with whole seconds (`2026-11-24T10:00:00Z`), which every tool
/// reads.
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new WholeSeconds())
                  .addDeserializer(Instant.class, InstantDeserializer.INSTANT))
          .addModule(new CompleteRecords())
          .build();

  private Json() {}

  /// `value` as UTF-8 bytes without white space.
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `value` as one line.
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `value` for people, indented.
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The members of the JSON object in `text`, in order.
  ///
  /// @throws IOException if it is none
  public static Map<String, Object> members(String text) throws IOException {
    Map<String, Object> members = MAPPER.readValue(text, new TypeReference<>() {});
    if (members == null) {
      throw new IOException("null (expected: a JSON object)");
    }
    return members;
  }

  /// What [#bytes] made of a value, perhaps in another version.
  ///
  /// @throws IOException if it is none of that type
  public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    T read = MAPPER.readValue(bytes, type);
    if (read == null) {
      throw new IOException("null (expected: a JSON object)");
    }
    return read;
  }

  private static final class WholeSeconds extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }
}
