package why401.diagnosis.rule;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.RunSeries;

class CredentialNotReceivedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("bare challenge", A.token().answered(401, A.BARE), "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "the same to nobody and to nonsense",
            A.token()
                .worked()
                .answered(401, A.BARE)
                .fresh(401)
                .anonymous(401, A.BARE)
                .nonsense(401, A.BARE),
            "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "by a target that is known to discriminate",
            A.token()
                .worked()
                .history(new RunSeries(List.of(), true))
                .answered(401, A.BARE)
                .fresh(401)
                .anonymous(401, A.BARE)
                .nonsense(401, A.BARE),
            "CREDENTIALS_STRIPPED CERTAIN"),
        Row.of(
            "that never worked",
            A.token()
                .history(new RunSeries(List.of(), true))
                .answered(401, A.BARE)
                .fresh(401)
                .anonymous(401, A.BARE)
                .nonsense(401, A.BARE),
            "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "what cannot be a token is seen",
            A.token()
                .worked()
                .answered(401, A.BARE)
                .fresh(401)
                .anonymous(401, A.BARE)
                .nonsense(401, A.BARE)
                .seen(new Experiment.MalformedControl(), 401, A.INVALID),
            ""),
        Row.of(
            "words of anybody do not show that a target tells missing from wrong",
            missing("Server: nginx").history(RunSeries.NONE),
            "CREDENTIALS_STRIPPED LIKELY"),
        Row.of(
            "nonsense is seen",
            A.token().answered(401, A.BARE).anonymous(401, A.BARE).nonsense(401, A.INVALID),
            ""),
        Row.of("nobody is answered otherwise", A.token().answered(401, A.BARE).anonymous(403), ""),
        Row.of("seen", A.token(), ""));
  }

  private static A missing(String server) {
    String said = "{\"message\":\"No credential found\"}";
    return A.key()
        .worked()
        .answered(401, server)
        .body(said)
        .fresh(401)
        .seenBody(new Experiment.AnonymousControl(), 401, said)
        .seenBody(new Experiment.NonsenseControl(), 401, said);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CredentialNotReceived());
  }
}
