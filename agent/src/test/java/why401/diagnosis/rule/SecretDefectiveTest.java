package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.secret.Secret;
import why401.diagnosis.evidence.Experiment;
import why401.token.Credentials;

class SecretDefectiveTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a key in quotes", A.key("'k'").answered(401), "TOKEN_MALFORMED LIKELY"),
        Row.of("it worked so", A.key("'k'").worked().answered(401), ""),
        Row.of(
            "refused clean too",
            A.key("'k'").answered(401).seen(new Experiment.CleanedSecret(), 401),
            "TOKEN_MALFORMED LIKELY"),
        Row.of(
            "a password may be in quotes",
            A.proof(new Credentials.Basic("u", Secret.of("'p'"))).answered(401),
            "TOKEN_MALFORMED POSSIBLE"),
        Row.of(
            "a password has no line break",
            A.proof(new Credentials.Basic("u", Secret.of("p\n"))).answered(401),
            "TOKEN_MALFORMED LIKELY"),
        Row.of("intact", A.key().answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new SecretDefective());
  }
}
