package why401.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;

/// The token is in its life for one clock and out of it for another.
final class ClocksDisagree implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean namedSkew = c.named(Hint.CLOCK_SKEW).isPresent();
    boolean other =
        c.reading().named().isPresent() && !namedSkew && c.named(Hint.TOKEN_EXPIRED).isEmpty();
    if (other || c.arrivalDoubted()) {
      return Optional.empty();
    }
    ClockLook clocks = ClockLook.at(c.exchange(), c.sent());
    Optional<Draft> early =
        namedSkew || !always(c, clocks) ? tooEarly(c, clocks, namedSkew) : Optional.empty();
    Optional<Draft> late = early.isPresent() ? early : tooLate(c, clocks);
    return late.isPresent() || !namedSkew ? late : named(c, clocks).told();
  }

  /// What the target's clock does not tell may be the agent's own, and the token good.
  private static Optional<Draft> tooEarly(Case c, ClockLook clocks, boolean named) {
    Optional<Instant> start =
        c.jwt().stream()
            .flatMap(token -> Stream.of(token.times().issuedAt(), token.times().notBefore()))
            .flatMap(Stream::ofNullable)
            .max(Instant::compareTo);
    return start
        .filter(time -> time.isAfter(clocks.targetNow().plus(clocks.tolerance())))
        .map(
            time ->
                Draft.of(
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
                            .formatted(Words.span(Duration.between(clocks.targetNow(), time))))
                    .because(From.RESPONSE, compare(clocks)));
  }

  private static Optional<Draft> tooLate(Case c, ClockLook clocks) {
    Instant end = c.sent().expiresAt();
    if (end == null || !clocks.targetDiffers() || !end.isAfter(clocks.agentNow())) {
      return Optional.empty();
    }
    Duration over = Duration.between(end, clocks.targetNow());
    if (over.compareTo(clocks.tolerance()) <= 0) {
      return Optional.empty();
    }
    boolean plain = beyondLeeway(over) && !always(c, clocks);
    return Draft.of(Cause.CLOCK_SKEW, plain || c.named(Hint.TOKEN_EXPIRED).isPresent())
        .in(clocks.off(FaultDomain.TARGET))
        .because(
            From.TOKEN,
            "The token ends in %s by the agent's clock and ended %s ago by the target's."
                .formatted(Words.span(Duration.between(clocks.agentNow(), end)), Words.span(over)))
        .because(From.RESPONSE, compare(clocks))
        .told();
  }

  /// Whether the target's clock, or that of a proxy which writes its `Date`, was off by as much
  /// while it accepted.
  private static boolean always(Case c, ClockLook clocks) {
    LastGood good = c.lastGood();
    Duration then = good == null ? null : good.skew();
    return then != null && clocks.skew() != null && !beyondLeeway(then.minus(clocks.skew()).abs());
  }

  private static Draft named(Case c, ClockLook clocks) {
    return Draft.certain(Cause.CLOCK_SKEW)
        .in(clocks.off(FaultDomain.TARGET))
        .because(
            From.RESPONSE,
            Sentence.of("Its answer decides: " + c.named(Hint.CLOCK_SKEW).orElseThrow().why()))
        .because(From.RESPONSE, compare(clocks));
  }

  private static boolean beyondLeeway(Duration duration) {
    return duration.compareTo(ClockLook.LEEWAY) > 0;
  }

  private static String compare(ClockLook clocks) {
    if (clocks.skew() == null) {
      return "The answer does not tell the target's time.";
    }
    String target =
        clocks.targetDiffers()
            ? "The target's clock is %s %s the agent's"
                .formatted(
                    Words.span(clocks.skew()), clocks.skew().isNegative() ? "behind" : "ahead of")
            : "The target's clock agrees with the agent's";
    return clocks.provider() == null
        ? target + "."
        : target
            + "; the identity provider's was %s off when it issued the token."
                .formatted(Words.span(clocks.provider()));
  }
}
