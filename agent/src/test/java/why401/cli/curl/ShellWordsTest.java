package why401.cli.curl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Curl lines as people copy them.
class ShellWordsTest {
  private static java.util.List<String> split(String text) {
    return ShellWords.arguments(text, Map.of("TOKEN", "t o", "HOST", "a.example"));
  }

  @Test
  void ofAShell_withQuotesVariablesAndWhatFollows() {
    assertThat(
            split(
                """
                $ X=1 time curl -sS -H "Authorization: Bearer $TOKEN" \\
                    -d '{"a": "it''s"}' --url https://${HOST}/v1?a=1\\&b=2 2>/dev/null | jq .
                echo done
                """))
        .containsExactly(
            "-sS",
            "-H",
            "Authorization: Bearer t o",
            "-d",
            "{\"a\": \"its\"}",
            "--url",
            "https://a.example/v1?a=1&b=2");
  }

  @Test
  void ofABrowser_withItsQuotes() {
    assertThat(split("curl 'https://a.example/' --data-raw $'it\\'s\\u0021\\n' --compressed"))
        .containsExactly("https://a.example/", "--data-raw", "it's!\n", "--compressed");
    assertThat(split("curl \"https://a.example/\" -H \"price: $5 $\" # and so on\n"))
        .containsExactly("https://a.example/", "-H", "price: $5 $");
    assertThat(
            split(
                "curl.exe --request GET ^\"https://a.example/?a=1^&b=$x^\" ^\n"
                    + "  -H ^\"a: ^\\^\"b^\\^\"^\""))
        .containsExactly("--request", "GET", "https://a.example/?a=1&b=$x", "-H", "a: \"b\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -H \"a: $(cat token)\" https://a.example",
        "curl `cat url`",
        "curl 'https://a.example",
        "curl \"https://a.example",
        "curl -H \"a: $SECRET_NOT_SET\" https://a.example",
        "wget https://a.example",
        "",
      })
  void whatOnlyAShellCouldRun_isRefusedWithoutBeingQuoted(String text) {
    assertThatThrownBy(() -> split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line: ")
        .hasMessageNotContaining("cat");
  }
}
