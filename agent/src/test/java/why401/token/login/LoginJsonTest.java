package why401.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginJsonTest {
  private static final String RESPONSE =
      """
      {"token":"t","data":{"tokens":[{"a/b":" x "}],"ends":600,"no":true,"none":null}}
      """;

  @Test
  void fields_areMembers_andPointersLeadBelow() {
    assertThat(LoginJson.write(new TreeMap<>(Map.of("user", "u", "/auth/password", "p"))))
        .isEqualTo("{\"auth\":{\"password\":\"p\"},\"user\":\"u\"}");
    assertThat(LoginJson.write(new TreeMap<>(Map.of("/a", "1", "/a/0", "2"))))
        .isEqualTo("{\"a\":{\"0\":\"2\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "token, t",
    "/token, t",
    "/data/tokens/0/a~1b, x",
    "/data/ends, 600",
    "/data/no, ''",
    "/data/none, ''",
    "/data, ''",
    "/data/tokens/1, ''",
    "/elsewhere, ''"
  })
  void text_isReadWhereThePointerLeads(String pointer, String text) {
    assertThat(LoginJson.text(LoginJson.read(RESPONSE), pointer)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"''", "{", "null", "[]", "no json"})
  void whatIsNoObject_hasNothing(String body) {
    assertThat(LoginJson.text(LoginJson.read(body), "/token")).isEmpty();
    assertThat(LoginJson.read(body).has("error")).isFalse();
  }
}
