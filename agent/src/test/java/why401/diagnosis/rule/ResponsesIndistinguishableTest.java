package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;

class ResponsesIndistinguishableTest {
  private static final String PAGE = "<html><title>401 Authorization Required</title></html>";

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a key that was good",
            A.key().worked().answered(401).anonymous(401).nonsense(401),
            "CREDENTIALS_STRIPPED POSSIBLE"),
        Row.of(
            "a password that was good, by an application",
            A.basic()
                .worked()
                .answered(401)
                .body("please log in")
                .seenBody(new Experiment.AnonymousControl(), 401, "please log in")
                .seenBody(new Experiment.NonsenseControl(), 401, "please log in"),
            "CREDENTIALS_STRIPPED POSSIBLE"),
        Row.of(
            "a password that was good, by a server of few words",
            A.basic().worked().anonymous(401, A.BASIC).nonsense(401, A.BASIC),
            ""),
        Row.of("one that never was", A.key().answered(401).anonymous(401).nonsense(401), ""),
        Row.of(
            "by a product that answers everybody alike",
            A.basic()
                .worked()
                .answered(401, A.BASIC)
                .body(PAGE)
                .seenBody(new Experiment.AnonymousControl(), 401, PAGE)
                .seenBody(new Experiment.NonsenseControl(), 401, PAGE),
            ""),
        Row.of(
            "nonsense is answered otherwise",
            A.key().worked().answered(401).anonymous(401).nonsense(403),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ResponsesIndistinguishable());
  }
}
