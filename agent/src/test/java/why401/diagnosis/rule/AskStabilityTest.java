package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Experiment;
import why401.token.TokenSource.Introspection;

class AskStabilityTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a token on kept connections", A.token(), "fresh-session"),
        Row.of(
            "a token behind two addresses",
            A.token()
                .worked()
                .means(new Capabilities(true, null, false, false, false, true, false, 2)),
            "each-address"),
        Row.of("a token with cookies", A.token().worked().surface("", true), "identical-retry"),
        Row.of("a password that worked", A.basic().worked(), "identical-retry"),
        Row.of("a password that never worked", A.basic(), ""),
        Row.of(
            "a password that is called wrong",
            A.basic().worked().body("{\"detail\":\"Invalid username/password.\"}"),
            ""),
        Row.of(
            "a stale nonce",
            A.digest().worked().answered(401, "WWW-Authenticate: Digest nonce=\"n\", stale=true"),
            "fresh-session"),
        Row.of("nobody, never accepted", A.nobody(), ""),
        Row.of("refused again", A.token().fresh(401), ""),
        Row.of(
            "refused again, yet active",
            A.token()
                .means(new Capabilities(false, Jwts.ISSUER, true, true, false, true, false, 1))
                .fresh(401)
                .introspected(new Introspection.Active(null, null)),
            "fresh-session"),
        Row.of(
            "refused again, yet active, and a fresh one can be had",
            A.token().fresh(401).introspected(new Introspection.Active(null, null)),
            ""),
        Row.of(
            "refused twice again, yet it opens another resource",
            A.token().fresh(401).fresh(401).seen(new Experiment.ControlResource(), 200),
            "fresh-session"),
        Row.of("accepted, then unanswered", A.token().fresh(200).fresh(0), ""),
        Row.of("accepted once", A.token().fresh(200), "fresh-session"),
        Row.of("mixed twice", A.token().fresh(200).fresh(401), "fresh-session"),
        Row.of("mixed for sure", A.token().fresh(200).fresh(401).fresh(200), ""),
        Row.of("accepted often enough", A.token().fresh(200).fresh(200).fresh(200).fresh(200), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskStability());
  }
}
