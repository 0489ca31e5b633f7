package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerChangedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "another server, blind",
            A.basic()
                .worked()
                .surface("Apache/2.4", false)
                .answered(401, A.BASIC, "Server: nginx/1.22")
                .anonymous(401, A.BASIC, "Server: nginx/1.22")
                .nonsense(401, A.BASIC, "Server: nginx/1.22"),
            "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "another version only",
            A.basic()
                .worked()
                .surface("nginx/1.18 (Ubuntu)", false)
                .answered(401, A.BASIC, "Server: nginx/1.22")
                .anonymous(401, A.BASIC, "Server: nginx/1.22")
                .nonsense(401, A.BASIC, "Server: nginx/1.22"),
            ""),
        Row.of(
            "another server that tells nonsense apart",
            A.basic()
                .worked()
                .surface("Apache/2.4", false)
                .answered(401, A.BASIC, "Server: nginx/1.22")
                .anonymous(401, A.BASIC)
                .nonsense(403),
            ""),
        Row.of(
            "another secret",
            A.basic()
                .worked(A.jwt("k1"))
                .surface("Apache/2.4", false)
                .answered(401, A.BASIC, "Server: nginx/1.22")
                .anonymous(401, A.BASIC, "Server: nginx/1.22")
                .nonsense(401, A.BASIC, "Server: nginx/1.22"),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ServerChanged());
  }
}
