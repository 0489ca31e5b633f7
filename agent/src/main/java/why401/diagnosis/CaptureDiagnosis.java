package why401.diagnosis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.Confidence;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.response.Interpretation;

/// Explains an exchange that somebody captured: nothing can be asked any more, so the answer's own
/// words and a look at the token decide, or nothing does.
public final class CaptureDiagnosis {
  private static final Finding ALTERED =
      new Finding(
          From.TOKEN,
          "Nobody can read the captured token; it may have been altered for the capture.");

  private final Diagnostician diagnostician = new Diagnostician();

  /// The verdict on `exchange`; empty if nothing was refused.
  ///
  /// @param interpretation of its answer, in the context of its request
  /// @param sent what the request showed, as far as the capture holds it
  /// @param earlier what the same target accepted before in the capture, or null
  public Optional<Verdict> explain(
      Exchange exchange,
      Interpretation interpretation,
      CredentialFacts sent,
      @Nullable LastAccepted earlier) {
    if (!refused(exchange.status(), interpretation)) {
      return Optional.empty();
    }
    Evidence evidence =
        new Evidence(
            exchange.receivedAt(),
            new Symptom.Refused(
                new Observation(
                    new Outcome.Refused(exchange, shape(exchange.status())), interpretation),
                sent),
            new Background(
                ProbeContext.CAPTURE, earlier, RunSeries.NONE, Neighbours.NONE, null, null),
            RemainingBudget.NONE,
            List.of());
    return Optional.of(captured(diagnostician.captured(evidence).verdict(), exchange, sent));
  }

  private static Verdict captured(Verdict verdict, Exchange exchange, CredentialFacts sent) {
    if (!exchange.sent().withCredential()) {
      return verdict.atMost(Confidence.LIKELY);
    }
    if (!sent.damage().isEmpty()) {
      Verdict doubted = verdict.atMost(Confidence.LIKELY);
      boolean cut = sent.damage().contains(SecretDefect.TRUNCATED);
      return cut ? doubted.with(ALTERED) : doubted;
    }
    return verdict;
  }

  private static boolean refused(int status, Interpretation interpretation) {
    return interpretation.refusal()
        || status == 401
        || status == 403
        || status == 407
        || status == 429;
  }

  private static Outcome.Shape shape(int status) {
    return switch (status) {
      case 401 -> Outcome.Shape.UNAUTHORIZED;
      case 407 -> Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
      case 301, 302, 303, 307, 308 -> Outcome.Shape.LOGIN_REDIRECT;
      case 200, 203 -> Outcome.Shape.LOGIN_PAGE;
      default -> Outcome.Shape.FORBIDDEN;
    };
  }
}
