package why401.diagnosis.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.cause.FaultDomain;
import why401.diagnosis.evidence.ClockComparison;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.statement.Hint;

/// The token is in its life for one clock and out of it for another.
final class ClockSkewed implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean namedSkew = c.named(Hint.CLOCK_SKEW).isPresent();
    boolean other =
        c.interpretation().named().isPresent()
            && !namedSkew
            && c.named(Hint.TOKEN_EXPIRED).isEmpty();
    if (other || c.deliveryUncertain()) {
      return Optional.empty();
    }
    ClockComparison clocks = ClockComparison.at(c.exchange(), c.sent());
    Optional<Hypothesis> early =
        namedSkew || !always(c, clocks) ? tooEarly(c, clocks, namedSkew) : Optional.empty();
    Optional<Hypothesis> late = early.isPresent() ? early : tooLate(c, clocks);
    return late.isPresent() || !namedSkew ? late : named(c, clocks).told();
  }

  /// What the target's clock does not tell may be the agent's own, and the token good.
  private static Optional<Hypothesis> tooEarly(
      EvidenceView c, ClockComparison clocks, boolean named) {
    Optional<Instant> start =
        c.jwt().stream()
            .flatMap(token -> Stream.of(token.times().issuedAt(), token.times().notBefore()))
            .flatMap(Stream::ofNullable)
            .max(Instant::compareTo);
    return start
        .filter(time -> time.isAfter(clocks.targetNow().plus(clocks.tolerance())))
        .map(
            time ->
                Hypothesis.of(
                        Cause.CLOCK_SKEW,
                        named
                            || (clocks.skew() != null
                                && beyondLeeway(Duration.between(clocks.targetNow(), time))))
                    .in(
                        clocks.off(
                            clocks.targetDiffers()
                                ? FaultDomain.TARGET
                                : FaultDomain.IDENTITY_PROVIDER))
                    .because(
                        From.TOKEN,
                        "The token begins %s after the moment at which the target judged it."
                            .formatted(Formats.span(Duration.between(clocks.targetNow(), time))))
                    .because(From.RESPONSE, compare(clocks)));
  }

  private static Optional<Hypothesis> tooLate(EvidenceView c, ClockComparison clocks) {
    Instant end = c.sent().expiresAt();
    if (end == null || !clocks.targetDiffers() || !end.isAfter(clocks.agentNow())) {
      return Optional.empty();
    }
    Duration over = Duration.between(end, clocks.targetNow());
    if (over.compareTo(clocks.tolerance()) <= 0) {
      return Optional.empty();
    }
    boolean plain = beyondLeeway(over) && !always(c, clocks);
    return Hypothesis.of(Cause.CLOCK_SKEW, plain || c.named(Hint.TOKEN_EXPIRED).isPresent())
        .in(clocks.off(FaultDomain.TARGET))
        .because(
            From.TOKEN,
            "The token ends in %s by the agent's clock and ended %s ago by the target's."
                .formatted(
                    Formats.span(Duration.between(clocks.agentNow(), end)), Formats.span(over)))
        .because(From.RESPONSE, compare(clocks))
        .told();
  }

  /// Whether the target's clock, or that of a proxy which writes its `Date`, was off by as much
  /// while it accepted.
  private static boolean always(EvidenceView c, ClockComparison clocks) {
    LastAccepted accepted = c.lastAccepted();
    Duration then = accepted == null ? null : accepted.skew();
    return then != null && clocks.skew() != null && !beyondLeeway(then.minus(clocks.skew()).abs());
  }

  private static Hypothesis named(EvidenceView c, ClockComparison clocks) {
    return Hypothesis.certain(Cause.CLOCK_SKEW)
        .in(clocks.off(FaultDomain.TARGET))
        .because(
            From.RESPONSE,
            Sentence.of("Its answer decides: " + c.named(Hint.CLOCK_SKEW).orElseThrow().why()))
        .because(From.RESPONSE, compare(clocks));
  }

  private static boolean beyondLeeway(Duration duration) {
    return duration.compareTo(ClockComparison.LEEWAY) > 0;
  }

  private static String compare(ClockComparison clocks) {
    if (clocks.skew() == null) {
      return "The answer does not tell the target's time.";
    }
    String target =
        clocks.targetDiffers()
            ? "The target's clock is %s %s the agent's"
                .formatted(
                    Formats.span(clocks.skew()), clocks.skew().isNegative() ? "behind" : "ahead of")
            : "The target's clock agrees with the agent's";
    return clocks.provider() == null
        ? target + "."
        : target
            + "; the identity provider's was %s off when it issued the token."
                .formatted(Formats.span(clocks.provider()));
  }
}
