package why401.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads no record of which a component is null that is not `@Nullable`: Jackson leaves null what
/// JSON of another version, or of a damaged file, does not have, and it would fail much later.
public final class CompleteRecords extends SimpleModule {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes the module.
  public CompleteRecords() {
    super("complete-records");
    setDeserializerModifier(new Completeness());
  }

  private static final class Completeness extends BeanDeserializerModifier {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> reader) {
      return type.getBeanClass().isRecord() ? new Checked(reader, type.getBeanClass()) : reader;
    }
  }

  private static final class Checked extends DelegatingDeserializer {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<RecordComponent> needed;

    Checked(JsonDeserializer<?> reader, Class<?> type) {
      super(reader);
      this.needed =
          Arrays.stream(type.getRecordComponents())
              .filter(one -> !one.getType().isPrimitive())
              .filter(one -> !one.getAnnotatedType().isAnnotationPresent(Nullable.class))
              .toList();
      needed.forEach(one -> one.getAccessor().setAccessible(true));
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
      return new Checked(reader, handledType());
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      Object read = super.deserialize(in, context);
      for (RecordComponent one : needed) {
        if (isNull(one, read)) {
          context.reportInputMismatch(handledType(), "%s: missing", one.getName());
        }
      }
      return read;
    }

    private static boolean isNull(RecordComponent component, Object read) {
      try {
        return component.getAccessor().invoke(read) == null;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + ": no access (expected: a record of ours)", e);
      }
    }
  }
}
