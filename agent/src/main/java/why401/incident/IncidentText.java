package why401.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// An incident as it is stored: JSON of the record itself, instants in milliseconds.
final class IncidentText {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Write())
                  .addDeserializer(Instant.class, new Read()))
          .build();

  private IncidentText() {}

  static String of(Incident incident) {
    try {
      return MAPPER.writeValueAsString(incident);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The incident in `text`; empty if another version wrote what this one cannot read.
  static Optional<Incident> read(String text) {
    try {
      return Optional.of(MAPPER.readValue(text, Incident.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static final class Write extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Write() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.toEpochMilli());
    }
  }

  private static final class Read extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Read() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.ofEpochMilli(in.getLongValue());
    }
  }
}
