package why401.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Reading;
import why401.challenge.Strength;
import why401.diagnosis.Finding.From;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;

/// Explains an exchange that somebody captured: nothing can be asked any more, so the answer's own
/// words and a look at the token decide, or nothing does.
public final class PassiveDiagnosis {
  private static final Setup NO_SETUP =
      new Setup("capture", null, "", Probe.TokenDemand.NONE, Means.NONE, "", null);

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
  public Optional<Verdict> explain(Exchange exchange, Reading reading, ProofFacts sent) {
    if (!refused(exchange.status(), reading)) {
      return Optional.empty();
    }
    Evidence evidence =
        new Evidence(
            exchange.receivedAt(),
            new Subject.Refused(
                new Observation(new Outcome.Refused(exchange, shape(exchange.status())), reading),
                sent),
            new Background(NO_SETUP, null, History.NONE, Neighbours.NONE, null, null),
            Allowance.NONE,
            List.of());
    return Optional.of(Narrator.tell(evidence, draft(evidence, exchange, reading, sent)));
  }

  private static boolean refused(int status, Reading reading) {
    return reading.refusal()
        || reading.top().isPresent()
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

  private Draft draft(Evidence evidence, Exchange exchange, Reading reading, ProofFacts sent) {
    boolean telling = sent.token() != null || !sent.damage().isEmpty();
    Optional<Verdict> examined = telling ? examined(evidence) : Optional.empty();
    Optional<Draft> looked = examined.flatMap(PassiveDiagnosis::looked);
    if (looked.filter(draft -> draft.confidence() == Confidence.CERTAIN).isPresent()) {
      return looked.map(PassiveDiagnosis::asCaptured).get();
    }
    Optional<Claim> named = reading.named();
    if (named.isPresent()) {
      return named(named.get(), exchange, examined, sent);
    }
    return reading
        .top()
        .filter(claim -> claim.strength() == Strength.SUGGESTED && !explained(claim, looked))
        .map(
            claim ->
                Draft.likely(TargetNames.cause(claim.hint()))
                    .because(From.RESPONSE, Sentence.of("The answer hints at it: " + claim.why())))
        .or(() -> looked)
        .orElseGet(() -> undecided(exchange));
  }

  /// What the target says, as far as the capture bears it out.
  private static Draft named(
      Claim claim, Exchange exchange, Optional<Verdict> examined, ProofFacts sent) {
    Cause cause = TargetNames.cause(claim.hint());
    boolean unreadable = TokenCut.contradicts(claim, sent);
    boolean contradicted =
        examined
            .filter(verdict -> verdict.cause() == cause)
            .filter(verdict -> verdict.confidence() != Confidence.CERTAIN)
            .isPresent();
    Draft draft =
        Draft.of(cause, !unreadable && !contradicted && !ELSEWHERE.contains(cause))
            .because(From.RESPONSE, Sentence.of("The target says so: " + claim.why()));
    if (unreadable) {
      return draft.because(
          From.TOKEN,
          "Nobody can read the captured token; it may have been altered for the capture.");
    }
    return cause == Cause.CREDENTIALS_MISSING ? besides(draft, exchange) : draft;
  }

  /// Captures are often rid of what proves an identity before they are handed on, so that its
  /// absence decides nothing.
  private static Draft undecided(Exchange exchange) {
    return besides(
        Draft.possible(Cause.UNKNOWN)
            .because(
                From.RESPONSE,
                "Products answer like this for several causes; the answer alone does not decide."),
        exchange);
  }

  /// The draft, with the note that the capture holds no credential if it holds none.
  private static Draft besides(Draft draft, Exchange exchange) {
    return exchange.sent().withCredential()
        ? draft
        : draft.because(
            From.TOKEN,
            "The captured request carries no credential: none was sent, or the capture was rid of"
                + " it.");
  }

  /// A token that was cut may have been cut for the capture alone.
  private static Draft asCaptured(Draft looked) {
    return looked.cause() == Cause.TOKEN_MALFORMED
        ? new Draft(
            looked.cause(), Confidence.LIKELY, looked.domain(), looked.enough(), looked.because())
        : looked;
  }

  /// A token that is seen to be cut or wrapped cannot have a signature that verifies.
  private static boolean explained(Claim claim, Optional<Draft> looked) {
    return claim.hint() == Hint.TOKEN_SIGNATURE_INVALID
        && looked.filter(draft -> draft.cause() == Cause.TOKEN_MALFORMED).isPresent();
  }

  private Optional<Verdict> examined(Evidence evidence) {
    return diagnostician.examine(evidence) instanceof Diagnosis.Concluded(Verdict verdict)
        ? Optional.of(verdict)
        : Optional.empty();
  }

  /// What a look at the token itself decides or makes likely.
  private static Optional<Draft> looked(Verdict verdict) {
    List<Finding> seen =
        verdict.evidence().stream().filter(finding -> finding.from() == From.TOKEN).toList();
    return seen.isEmpty() || verdict.cause() == Cause.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            new Draft(verdict.cause(), verdict.confidence(), verdict.faultDomain(), true, seen));
  }
}
