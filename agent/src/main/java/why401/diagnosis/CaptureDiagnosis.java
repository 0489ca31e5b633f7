package why401.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.report.VerdictWriter;
import why401.diagnosis.rule.CauseNamedByTarget;
import why401.diagnosis.rule.TokenTruncated;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Sentence;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.Interpretation;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// Explains an exchange that somebody captured: nothing can be asked any more, so the answer's own
/// words and a look at the token decide, or nothing does.
public final class CaptureDiagnosis {
  private static final ProbeContext NO_SETUP =
      new ProbeContext("capture", null, "", Probe.TokenDemand.NONE, Capabilities.NONE, "", null);

  /// What the answer names and the capture still does not tell: whether the provider or the
  /// target's way to it is at fault; whether nothing was sent, or it was lost on the way, or
  /// another scheme than the one that the target reads.
  private static final Set<Cause> ELSEWHERE =
      EnumSet.of(Cause.IDENTITY_PROVIDER_UNAVAILABLE, Cause.CREDENTIALS_MISSING);

  private final Diagnostician diagnostician = new Diagnostician();

  /// The verdict on `exchange`; empty if nothing was refused.
  ///
  /// @param reading of its answer, in the context of its request
  /// @param sent what the request showed, as far as the capture holds it
  public Optional<Verdict> explain(
      Exchange exchange, Interpretation interpretation, CredentialFacts sent) {
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
            new Background(NO_SETUP, null, RunSeries.NONE, Neighbours.NONE, null, null),
            RemainingBudget.NONE,
            List.of());
    return Optional.of(
        VerdictWriter.tell(evidence, draft(evidence, exchange, interpretation, sent)));
  }

  private static boolean refused(int status, Interpretation interpretation) {
    return interpretation.refusal()
        || interpretation.top().isPresent()
        || status == 401
        || status == 403
        || status == 407;
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

  private Hypothesis draft(
      Evidence evidence, Exchange exchange, Interpretation interpretation, CredentialFacts sent) {
    boolean telling = sent.token() != null || !sent.damage().isEmpty();
    Optional<Verdict> examined = telling ? examined(evidence) : Optional.empty();
    Optional<Hypothesis> looked = examined.flatMap(CaptureDiagnosis::looked);
    if (looked.filter(hypothesis -> hypothesis.confidence() == Confidence.CERTAIN).isPresent()) {
      return looked.map(CaptureDiagnosis::asCaptured).get();
    }
    Optional<Indication> named = interpretation.named();
    if (named.isPresent()) {
      return named(named.get(), exchange, examined, sent);
    }
    return interpretation
        .top()
        .filter(
            indication ->
                indication.strength() == Strength.SUGGESTED && !explained(indication, looked))
        .map(
            indication ->
                Hypothesis.likely(CauseNamedByTarget.cause(indication.hint()))
                    .because(
                        From.RESPONSE, Sentence.of("The answer hints at it: " + indication.why())))
        .or(() -> looked)
        .orElseGet(() -> undecided(exchange));
  }

  /// What the target says, as far as the capture bears it out.
  private static Hypothesis named(
      Indication indication, Exchange exchange, Optional<Verdict> examined, CredentialFacts sent) {
    Cause cause = CauseNamedByTarget.cause(indication.hint());
    boolean unreadable = TokenTruncated.contradicts(indication, sent);
    boolean contradicted =
        examined
            .filter(verdict -> verdict.cause() == cause)
            .filter(verdict -> verdict.confidence() != Confidence.CERTAIN)
            .isPresent();
    Hypothesis hypothesis =
        Hypothesis.of(cause, !unreadable && !contradicted && !ELSEWHERE.contains(cause))
            .because(From.RESPONSE, Sentence.of("The target says so: " + indication.why()));
    if (unreadable) {
      return hypothesis.because(
          From.TOKEN,
          "Nobody can read the captured token; it may have been altered for the capture.");
    }
    return cause == Cause.CREDENTIALS_MISSING ? besides(hypothesis, exchange) : hypothesis;
  }

  /// Captures are often rid of what proves an identity before they are handed on, so that its
  /// absence decides nothing.
  private static Hypothesis undecided(Exchange exchange) {
    return besides(
        Hypothesis.possible(Cause.UNKNOWN)
            .because(
                From.RESPONSE,
                "Products answer like this for several causes; the answer alone does not decide."),
        exchange);
  }

  /// The draft, with the note that the capture holds no credential if it holds none.
  private static Hypothesis besides(Hypothesis hypothesis, Exchange exchange) {
    return exchange.sent().withCredential()
        ? hypothesis
        : hypothesis.because(
            From.TOKEN,
            "The captured request carries no credential: none was sent, or the capture was rid of"
                + " it.");
  }

  /// A token that was cut may have been cut for the capture alone.
  private static Hypothesis asCaptured(Hypothesis looked) {
    return looked.cause() == Cause.TOKEN_MALFORMED
        ? new Hypothesis(
            looked.cause(), Confidence.LIKELY, looked.domain(), looked.enough(), looked.because())
        : looked;
  }

  /// A token that is seen to be cut or wrapped cannot have a signature that verifies.
  private static boolean explained(Indication indication, Optional<Hypothesis> looked) {
    return indication.hint() == Hint.TOKEN_SIGNATURE_INVALID
        && looked.filter(hypothesis -> hypothesis.cause() == Cause.TOKEN_MALFORMED).isPresent();
  }

  private Optional<Verdict> examined(Evidence evidence) {
    return diagnostician.examine(evidence) instanceof Diagnosis.Concluded(Verdict verdict)
        ? Optional.of(verdict)
        : Optional.empty();
  }

  /// What a look at the token itself decides or makes likely.
  private static Optional<Hypothesis> looked(Verdict verdict) {
    List<Finding> seen =
        verdict.evidence().stream().filter(finding -> finding.from() == From.TOKEN).toList();
    return seen.isEmpty() || verdict.cause() == Cause.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            new Hypothesis(
                verdict.cause(), verdict.confidence(), verdict.faultDomain(), true, seen));
  }
}
