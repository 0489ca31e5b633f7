package why401.diagnosis.rule;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialLeftAtRedirectTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "redirected to another origin",
            A.token().redirected(URI.create("https://elsewhere.example/v1/orders")),
            "CREDENTIALS_STRIPPED CERTAIN"),
        Row.of(
            "always redirected there",
            A.token()
                .worked()
                .surface("", false, "https://elsewhere.example/v1/orders")
                .redirected(URI.create("https://elsewhere.example/v1/orders")),
            "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "redirected to a login",
            A.token().redirected(URI.create("https://sso.example/login")),
            ""),
        Row.of("not redirected", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CredentialLeftAtRedirect());
  }
}
