package why401.diagnosis.report;

import java.util.ArrayList;
import java.util.List;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.credential.secret.Redactor;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// What is said of a refusal if its diagnosis fails: that it happened, and nothing of its cause.
public final class UnexplainedRefusal {
  private static final String REMEDY =
      "Look at the answer above, and report the error that the agent logged: the diagnosis failed."
          + " It is repeated while the refusals go on.";

  private UnexplainedRefusal() {}

  /// Of an outcome that was refused, or had nothing to send.
  public static Verdict of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused ->
          verdict(
              "The target refused the request with HTTP %d; why is not known, since the diagnosis failed."
                  .formatted(refused.exchange().status()),
              answer(refused.exchange()));
      case Outcome.Withheld withheld ->
          verdict(
              "There was nothing to send; why is not known, since the diagnosis failed.",
              List.of(
                  new Finding(
                      Finding.From.HISTORY,
                      Formats.name(Redactor.quote(withheld.failure().description())))));
      case Outcome.Accepted _, Outcome.Unexpected _, Outcome.Unreachable _ ->
          throw new IllegalArgumentException("outcome: not refused (expected: a refusal)");
    };
  }

  private static List<Finding> answer(Exchange exchange) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Finding.From.RESPONSE,
            "%s answered with HTTP %d."
                .formatted(Formats.origin(exchange.url()), exchange.status())));
    for (String name : List.of("WWW-Authenticate", "Proxy-Authenticate")) {
      exchange.headers(name).stream()
          .limit(3)
          .map(value -> name + ": " + Formats.name(Redactor.quote(value)))
          .forEach(text -> findings.add(new Finding(Finding.From.RESPONSE, text)));
    }
    return findings;
  }

  private static Verdict verdict(String summary, List<Finding> evidence) {
    return new Verdict(
        Cause.UNKNOWN,
        Confidence.POSSIBLE,
        FaultDomain.UNKNOWN,
        summary,
        evidence,
        List.of(),
        List.of(),
        REMEDY);
  }
}
