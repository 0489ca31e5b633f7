package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.HttpResponse;
import why401.token.issuer.WireResponse;

class RedactorTest {
  private final Redactor redaction = new Redactor();

  @BeforeEach
  void know() {
    redaction.add(Secret.of("s3cr3t/ä+pass word"));
    redaction.add(Secret.of("k3y"));
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
    assertThat(redaction.description(text))
        .contains("***")
        .doesNotContain("s3cr3t", "cr3t/ä+p", "czNj", "k3y", "eyJ");
  }

  @Test
  void description_isOneShortLine() {
    assertThat(redaction.description("a\r\nb\t" + "x".repeat(5000)))
        .hasSize(200)
        .startsWith("a b x")
        .doesNotContain("\n");
  }

  @Test
  void code_isACodeOrNothing() {
    assertThat(redaction.code("invalid_grant")).isEqualTo("invalid_grant");
    assertThat(redaction.code("invalid grant <script>")).isNull();
    assertThat(redaction.code("k3y")).isNull();
    assertThat(redaction.code(7)).isNull();
  }

  @Test
  void response_hasNoCookie_andNoBodyOfASuccess() {
    WireResponse success =
        new WireResponse(200, Map.of("set-cookie", List.of("a=b")), "{\"access_token\":\"x\"}");

    assertThat(redaction.response(success)).isEqualTo(new HttpResponse(200, List.of(), ""));
  }

  @Test
  void response_keepsTheBodyOfAnError_toItsBound() {
    WireResponse error = new WireResponse(400, Map.of(), "k3y " + "y".repeat(9000));

    assertThat(redaction.response(error).body()).startsWith("*** yyy").hasSizeLessThan(4097);
  }
}
