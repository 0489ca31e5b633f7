package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.HttpResponse;
import why401.token.issuer.IssuerResponse;

class RedactorTest {
  private final Redactor redactor = new Redactor();

  @BeforeEach
  void addSecrets() {
    redactor.add(Secret.of("s3cr3t/ä+pass word"));
    redactor.add(Secret.of("k3y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong secret s3cr3t/ä+pass word",
        "body was a=b&secret=s3cr3t%2F%C3%A4%2Bpass+word",
        "Basic czNjcjN0L8OkK3Bhc3Mgd29yZA== is wrong",
        "Basic czNjcjN0L8OkK3Bhc3Mgd29yZA is wrong",
        "only a piece: cr3t/ä+pas",
        "the key 'k3y' is unknown",
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln refused"
      })
  void echo_isMasked(String text) {
    assertThat(redactor.description(text))
        .contains("***")
        .doesNotContain("s3cr3t", "cr3t/ä+p", "czNj", "k3y", "eyJ");
  }

  @Test
  void description_isOneShortLine() {
    assertThat(redactor.description("a\r\nb\t" + "x".repeat(5000)))
        .hasSize(200)
        .startsWith("a b x")
        .doesNotContain("\n");
  }

  @Test
  void code_isACodeOrNothing() {
    assertThat(redactor.code("invalid_grant")).isEqualTo("invalid_grant");
    assertThat(redactor.code("invalid grant <script>")).isNull();
    assertThat(redactor.code("k3y")).isNull();
    assertThat(redactor.code(7)).isNull();
  }

  @Test
  void response_hasNoCookie_andNoBodyOfASuccess() {
    IssuerResponse success =
        new IssuerResponse(200, Map.of("set-cookie", List.of("a=b")), "{\"access_token\":\"x\"}");

    assertThat(success.redacted(redactor)).isEqualTo(new HttpResponse(200, List.of(), ""));
  }

  @Test
  void response_keepsTheBodyOfAnError_toItsBound() {
    IssuerResponse error = new IssuerResponse(400, Map.of(), "k3y " + "y".repeat(9000));

    assertThat(error.redacted(redactor).body()).startsWith("*** yyy").hasSizeLessThan(4097);
  }

  @Test
  void redact_masksWholeSecretsOnly_sinceTheTextIsEvidence() {
    assertThat(
            redactor.redact("realm=\"s3cr3t\", got s3cr3t/ä+pass word of eyJhbGciOiJSUzI1NiJ9.e30"))
        .isEqualTo("realm=\"s3cr3t\", got *** of eyJhbGciOiJSUzI1NiJ9.e30");
  }

  @Test
  void redact_masksEncodedForms() {
    assertThat(redactor.redact("a=s3cr3t%2F%C3%A4%2Bpass+word&b=s3cr3t%2F%C3%A4%2Bpass%20word"))
        .isEqualTo("a=***&b=***");
  }

  @Test
  void redact_leavesVeryShortSecrets() {
    assertThat(redactor.redact("the key 'k3y'")).isEqualTo("the key 'k3y'");
  }

  @Test
  void redact_prefersTheLongestSecret() {
    Redactor nested = Redactor.of(List.of(Secret.of("pass"), Secret.of("passphrase")));

    assertThat(nested.redact("pass, passphrase")).isEqualTo("***, ***");
  }

  @Test
  void setCookie_keepsNameAndAttributes() {
    assertThat(redactor.header("Set-Cookie", "sid=fresh; Path=/; HttpOnly"))
        .isEqualTo("sid=***; Path=/; HttpOnly");
    assertThat(redactor.header("Set-Cookie", "sid=fresh")).isEqualTo("sid=***");
    assertThat(redactor.header("Set-Cookie", "sid=; Path=/")).isEqualTo("sid=; Path=/");
  }

  @Test
  void otherHeader_isRedactedLikeText() {
    assertThat(redactor.header("X-Echo", "got s3cr3t/ä+pass word")).isEqualTo("got ***");
  }

  @Test
  void defect_isThatOfTheFirstDefectiveSecret() {
    assertThat(redactor.defect()).isNull();

    redactor.add(Secret.of("\"quoted\""));

    assertThat(redactor.defect()).isEqualTo(SecretDefect.QUOTES);
  }

  @ParameterizedTest
  @CsvSource({
    "token abcdefghij0123456789xyz expired,token … expired",
    "key sk-live is invalid,key … is invalid",
    "a perfectly ordinary sentence,a perfectly ordinary sentence"
  })
  void quote_omitsWhateverLooksLikeAKey(String text, String quote) {
    assertThat(Redactor.quote(text)).isEqualTo(quote);
  }

  @Test
  void quote_isShort() {
    assertThat(Redactor.quote("word ".repeat(100))).hasSize(161).endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/v1?limit=1&monkey=2,https://a.example/v1?limit=1&monkey=2",
    "https://u:p@a.example/v1,https://a.example/v1",
    "https://a.example/v1?api_key=s3&limit=1,https://a.example/v1?api_key=***&limit=1",
    "https://a.example/v1?x=1&ACCESS_TOKEN=s3,https://a.example/v1?x=1&ACCESS_TOKEN=***",
    "https://a.example/?key=s3&sig=s4#f,https://a.example/?key=***&sig=***#f",
    "https://a.example/a@b?c=d@e,https://a.example/a@b?c=d@e"
  })
  void url_hasNoSecret(String url, String redacted) {
    assertThat(Redactor.url(url)).isEqualTo(redacted);
  }

  @Test
  void invalidUrl_hasNeitherUserInformationNorQuery() {
    assertThat(Redactor.invalidUrl("http//u:p@a b/c?d=e")).isEqualTo("http//***@a b/c?…");
  }
}
