package why401.diagnosis;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.Secret;
import why401.token.Proof;

class DamageSeenTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a key in quotes", A.key("'k'").answered(401), "TOKEN_MALFORMED LIKELY"),
        Row.of("it worked so", A.key("'k'").worked().answered(401), ""),
        Row.of(
            "refused clean too",
            A.key("'k'").answered(401).seen(new Question.CleanedSecret(), 401),
            "TOKEN_MALFORMED LIKELY"),
        Row.of(
            "a password may be in quotes",
            A.proof(new Proof.Basic("u", Secret.of("'p'"))).answered(401),
            "TOKEN_MALFORMED POSSIBLE"),
        Row.of(
            "a password has no line break",
            A.proof(new Proof.Basic("u", Secret.of("p\n"))).answered(401),
            "TOKEN_MALFORMED LIKELY"),
        Row.of("intact", A.key().answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new DamageSeen());
  }
}
