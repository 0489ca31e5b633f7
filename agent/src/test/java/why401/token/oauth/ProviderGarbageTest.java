package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON that is no object has no members.
class ProviderGarbageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[null]",
        "1",
        "-0.0e-999999",
        "\"text\"",
        "true",
        "",
        " ",
        "{",
        "{\"a\":}",
        "{\"a\":1,\"a\":2}",
        "NaN",
        "<html>",
        "\u0000",
        "{\"active\":true}}"
      })
  void garbage_hasNoUsableMembers(String body) {
    Map<String, Object> members = TokenResponseParser.members(body);
    assertThat(members.get("access_token")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 100_000})
  void nestedGarbage_isNoStackOverflow(int depth) {
    String nested = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    assertThat(TokenResponseParser.members(nested).get("active")).isNull();
    assertThat(TokenResponseParser.members("[".repeat(depth))).isEmpty();
  }
}
