package why401.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompleteRecordsTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new CompleteRecords()).build();

  private record Outer(String name, @Nullable String remark, int count, List<Inner> inner) {
    Outer {
      inner = inner == null ? List.of() : List.copyOf(inner);
    }
  }

  private record Inner(String word, @Nullable Inner next) {}

  @Test
  void nullableOnesAndThoseWithADefault_mayBeMissing() throws JsonProcessingException {
    assertThat(MAPPER.readValue("{\"name\":\"a\"}", Outer.class))
        .isEqualTo(new Outer("a", null, 0, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                         | name",
        "{\"name\":null,\"remark\":\"b\"}                           | name",
        "{\"name\":\"a\",\"inner\":[{}]}                            | word",
        "{\"name\":\"a\",\"inner\":[{\"word\":\"b\",\"next\":{}}]}  | word",
      })
  void anyOther_isSaidToBeMissing(String text, String missing) {
    assertThatThrownBy(() -> MAPPER.readValue(text, Outer.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining(missing + ": missing");
  }
}
