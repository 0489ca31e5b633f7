package why401.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {

  private static Challenges parse(String... values) {
    return Challenges.parse(List.of(values));
  }

  @Test
  void severalChallengesInOneLine_areTakenApart() {
    Challenges challenges =
        parse("Basic realm=\"a, b\", Bearer realm=\"b\", error=\"invalid_token\", Negotiate");
    assertThat(challenges.list())
        .containsExactly(
            new Challenge("Basic", null, Map.of("realm", "a, b")),
            new Challenge(
                "Bearer",
                null,
                new java.util.LinkedHashMap<>(Map.of("realm", "b", "error", "invalid_token"))),
            new Challenge("Negotiate", null, Map.of()));
    assertThat(challenges.wellFormed()).isTrue();
  }

  @Test
  void severalLines_keepTheirOrder() {
    assertThat(
            parse(
                    "Basic realm=\"security\" charset=\"UTF-8\"",
                    "Bearer realm=\"security\"",
                    "ApiKey")
                .schemes())
        .containsExactly("basic", "bearer", "apikey");
  }

  @Test
  void exampleOfRfc9110_isWellFormed() {
    Challenges challenges =
        parse(
            "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to"
                + " \\\"apps\\\"\"");
    assertThat(challenges.list().get(1).params())
        .containsEntry("title", "Login to \"apps\"")
        .containsEntry("type", "1");
    assertThat(challenges.wellFormed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Basic realm="security" charset="UTF-8"                                | Basic  | realm             | security         | no comma between parameters
          Bearer scope="" error="invalid_token" error_description="a b"         | Bearer | error_description | a b              | no comma between parameters
          Basic realm=site                                                      | Basic  | realm             | site             | a value that needs quotes has none
          Bearer error=invalid_token, error_description=The token expired       | Bearer | error_description | The token expired | words where a parameter belongs
          Bearer error_description="token "abc" expired", error="invalid_token" | Bearer | error_description | token "abc" expired | a quote inside a quoted value is not escaped
          Bearer realm="unclosed                                                | Bearer | realm             | unclosed         | a quoted value is not closed
          Bearer realm='x'; error='invalid_token'                               | Bearer | error             | invalid_token    | a semicolon separates parameters
          error="invalid_token"                                                 | ``     | error             | invalid_token    | parameters come without a scheme
          Bearer realm=, error="invalid_token"                                  | Bearer | error             | invalid_token    | a parameter has no value
          Bearer realm="a", realm="b"                                           | Bearer | realm             | a                | a parameter comes twice
          Bearer realm="\ufffd", error="invalid_token"                          | Bearer | error             | invalid_token    | the value has characters outside visible ASCII
          """)
  void brokenShape_isReadAndReported(
      String value, String scheme, String name, String expected, String problem) {
    Challenges challenges = parse(value);
    assertThat(challenges.list())
        .singleElement()
        .satisfies(one -> assertThat(one.scheme()).isEqualTo(scheme));
    assertThat(challenges.param(name)).isEqualTo(expected);
    assertThat(challenges.problems()).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer realm=\"x\",error=\"invalid_token\"",
        "Basic Realm=\"emqx-dashboard\"",
        "BASIC realm=\"Sonatype Nexus Repository Manager\"",
        "Bearer",
        "Basic realm=\".\"",
        "OAuth realm=\"https%3A%2F%2Fjira.example.com\"",
        "Bearer resource_metadata=\"https://example.com/.well-known/oauth-protected-resource\"",
        "Bearer, error=\"invalid_token\"",
        "Digest realm=\"r\", nonce=\"n\", stale=true, algorithm=MD5, qop=\"auth\"",
        ", Basic realm = \"a\" ,, Bearer"
      })
  void unusualButLawfulShape_isWellFormed(String value) {
    assertThat(parse(value).problems()).isEmpty();
  }

  @Test
  void parameterAfterTheSchemesComma_belongsToTheScheme() {
    assertThat(parse("Bearer, error=\"invalid_token\"").list())
        .containsExactly(new Challenge("Bearer", null, Map.of("error", "invalid_token")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oYGTMIGQoAM=", "TlRMTVNTUAACAAAA==", "a.b-c_d~e+f/g"})
  void token68_isKept(String data) {
    assertThat(parse("Negotiate " + data).list())
        .containsExactly(new Challenge("Negotiate", data, Map.of()));
  }

  @Test
  void hostNameInPlaceOfAScheme_isReported() {
    Challenges challenges = parse("api.example.org");
    assertThat(challenges.list()).containsExactly(new Challenge("", "api.example.org", Map.of()));
    assertThat(challenges.schemes()).isEmpty();
    assertThat(challenges.problems()).containsExactly("there is no scheme");
  }

  @Test
  void challengesWithoutCommaBetween_areTakenApartByKnownSchemes() {
    Challenges challenges = parse("Basic realm=\"a\" Digest realm=\"b\"");
    assertThat(challenges.schemes()).containsExactly("basic", "digest");
    assertThat(challenges.problems()).containsExactly("no comma between challenges");
  }

  @Test
  void renamedAndProxyHeaders_areRead() {
    List<Header> headers =
        List.of(
            new Header("X-Amzn-Remapped-WWW-Authenticate", "Basic realm=\"backend\""),
            new Header("proxy-authenticate", "Digest realm=\"p\""),
            new Header("X-Authenticate", "Hidden"));
    assertThat(Challenges.in(headers).schemes()).containsExactly("basic", "digest");
  }

  @Test
  void emptyValue_isAProblem() {
    assertThat(parse("").problems()).containsExactly("the value is empty");
    assertThat(parse("").list()).isEmpty();
  }

  @Test
  void veryLongValue_isCut() {
    Challenges challenges =
        parse("Bearer error=\"invalid_token\", error_description=\"" + "x".repeat(20_000) + "\"");
    assertThat(challenges.param("error")).isEqualTo("invalid_token");
    assertThat(challenges.wellFormed()).isFalse();
  }

  @Test
  void tenThousandCharacters_areRead() {
    assertThat(parse("Bearer error_description=\"" + "x".repeat(10_000) + "\"").wellFormed())
        .isTrue();
  }

  @Test
  void garbage_neverThrows() {
    Random random = new Random(401);
    String alphabet = "Basic Bearer=\"\\,;' \t\u0000\ufffdrealm=error";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder value = new StringBuilder();
      random
          .ints(random.nextInt(80), 0, alphabet.length())
          .forEach(index -> value.append(alphabet.charAt(index)));
      assertThat(parse(value.toString()).list().size()).isLessThanOrEqualTo(64);
    }
  }
}
