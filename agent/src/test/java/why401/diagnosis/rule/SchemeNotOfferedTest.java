package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemeNotOfferedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a key before a target of tokens, which never accepted one",
            A.key().answered(401, A.BARE).anonymous(401, A.BARE).nonsense(401, A.BARE),
            "SCHEME_NOT_ACCEPTED POSSIBLE"),
        Row.of(
            "a key that was accepted before",
            A.key().worked().answered(401, A.BARE).anonymous(401, A.BARE).nonsense(401, A.BARE),
            ""),
        Row.of(
            "Negotiate offered",
            A.basic().answered(401, "WWW-Authenticate: Negotiate"),
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Row.of(
            "to nobody as well",
            A.basic()
                .answered(401, "WWW-Authenticate: Negotiate")
                .anonymous(401, "WWW-Authenticate: Negotiate")
                .nonsense(401, "WWW-Authenticate: Negotiate"),
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Row.of(
            "Basic was offered before",
            A.basic()
                .worked()
                .challengeBefore("Basic realm=x")
                .answered(401, "WWW-Authenticate: Negotiate")
                .anonymous(401, "WWW-Authenticate: Negotiate"),
            "SCHEME_NOT_ACCEPTED CERTAIN"),
        Row.of(
            "Digest cannot begin unoffered",
            A.digest().answered(401, A.BASIC).anonymous(401, A.BASIC),
            "SCHEME_NOT_ACCEPTED CERTAIN"),
        Row.of(
            "nobody is answered otherwise",
            A.basic().answered(401, "WWW-Authenticate: Negotiate").anonymous(403),
            ""),
        Row.of(
            "by a page that hides it",
            A.basic()
                .answered(401, "WWW-Authenticate: Negotiate")
                .body("<title>401 Authorization Required</title>"),
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Row.of("the scheme is offered", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new SchemeNotOffered());
  }
}
