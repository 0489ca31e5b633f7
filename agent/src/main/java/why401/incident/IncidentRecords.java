package why401.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import why401.io.CompleteRecords;

/// Incidents as JSON, for the file and for other members: the record itself, with instants in
/// milliseconds since the epoch. A reader of another version skips what it does not know.
public final class IncidentRecords {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .addModule(new JavaTimeModule())
          .addModule(new CompleteRecords())
          .build();

  private IncidentRecords() {}

  static String text(Incident incident) {
    try {
      return MAPPER.writeValueAsString(incident);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Incident read(String text) throws JsonProcessingException {
    return present(MAPPER.readValue(text, Incident.class));
  }

  /// As a part of a larger record.
  public static JsonNode write(Incident incident) {
    return MAPPER.valueToTree(incident);
  }

  /// An incident that [#write] made, perhaps in another version.
  ///
  /// @throws JsonProcessingException if it is none
  public static Incident read(JsonNode record) throws JsonProcessingException {
    return present(MAPPER.treeToValue(record, Incident.class));
  }

  private static Incident present(@Nullable Incident read) throws JsonProcessingException {
    if (read == null) {
      throw new JsonMappingException(null, "null (expected: an incident)");
    }
    return read;
  }
}
