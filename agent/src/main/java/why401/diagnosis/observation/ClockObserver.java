package why401.diagnosis.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.cause.FaultDomain;
import why401.diagnosis.evidence.ClockComparison;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;

/// Holds the life of what was sent against the clocks of agent, target and identity provider.
final class ClockObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    ClockComparison clocks =
        ClockComparison.at(c.exchange(), c.sent(), c.evidence().background().providerClock());
    if (c.exchange().sent().at().equals(Instant.EPOCH)) {
      return;
    }
    boolean trusted = !always(c, clocks);
    Instant target = trusted ? clocks.targetNow() : clocks.agentNow();
    Optional<Instant> begin = begin(c).filter(time -> early(time, target, clocks));
    if (begin.isPresent()) {
      log.see("token-life", "not-yet-valid", "begin", Formats.time(begin.get()));
    } else if (c.sent().expiresAt() != null) {
      life(c, clocks, target, log);
    }
    clocks(c, clocks, begin.orElse(null), trusted, log);
    signed(c, clocks, log);
  }

  private static void signed(EvidenceView c, ClockComparison clocks, ObservationLog log) {
    Instant signed = c.sent().representation().signedAt();
    if (signed == null || clocks.skew() == null) {
      return;
    }
    boolean inside =
        Duration.between(signed, clocks.targetNow()).abs().compareTo(ClockComparison.LEEWAY) <= 0;
    log.either(
        "proof-time",
        inside,
        "inside",
        "outside",
        "sent",
        Formats.time(signed),
        "target",
        Formats.time(clocks.targetNow()));
  }

  private static Optional<Instant> begin(EvidenceView c) {
    return c.jwt().stream()
        .flatMap(token -> Stream.of(token.times().issuedAt(), token.times().notBefore()))
        .flatMap(Stream::ofNullable)
        .max(Instant::compareTo);
  }

  private static boolean early(Instant begin, Instant target, ClockComparison clocks) {
    return begin.isAfter(target.plus(clocks.tolerance()));
  }

  /// Servers forgive a minute, so within it nothing is plain.
  private static void life(
      EvidenceView c, ClockComparison clocks, Instant target, ObservationLog log) {
    Instant end = c.sent().expiresAt();
    if (end == null || outlived(c, end)) {
      return;
    }
    boolean agentOver = !end.isAfter(clocks.agentNow());
    boolean targetOver = !end.isAfter(target);
    boolean clear =
        Duration.between(end, target).abs().compareTo(ClockComparison.LEEWAY) > 0
            || !targetOver
            || acceptedUntil(c, end);
    if (agentOver != targetOver && clocks.targetDiffers()) {
      log.see("token-life", "over-for-one-clock", "end", Formats.time(end));
    } else if (agentOver && clear) {
      log.see("token-life", "over", "end", Formats.time(end));
    } else if (!agentOver) {
      log.see("token-life", "running");
    }
  }

  /// Whether the target accepted it until shortly before its end: then it is no accident that it
  /// refuses it shortly after.
  private static boolean acceptedUntil(EvidenceView c, Instant end) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null
        && c.sameSecretWorked()
        && accepted.at().isBefore(end)
        && Duration.between(accepted.at(), end).compareTo(ClockComparison.LEEWAY) <= 0;
  }

  /// Whether the target accepted it after its end: then it does not look at it.
  private static boolean outlived(EvidenceView c, Instant end) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null
        && c.sameSecretWorked()
        && Duration.between(end, accepted.at()).compareTo(ClockComparison.LEEWAY) > 0;
  }

  private static void clocks(
      EvidenceView c,
      ClockComparison clocks,
      @Nullable Instant begin,
      boolean trusted,
      ObservationLog log) {
    Duration skew = clocks.skew();
    if (skew == null || !trusted) {
      return;
    }
    Duration provider = c.evidence().background().providerClock();
    if (begin == null
        && provider != null
        && near(skew)
        && provider.abs().compareTo(ClockComparison.LEEWAY) > 0) {
      log.see("clock-off", "provider", "skew", Formats.span(provider), "clock", "the issuer");
    } else if (begin != null && near(skew)) {
      Duration ahead = Duration.between(clocks.agentNow(), begin);
      log.see("clock-off", "provider", "skew", Formats.span(ahead), "clock", "the issuer");
    } else if (near(skew)) {
      boolean three = provider != null || wasBornOnTime(c);
      log.either("clock-off", three, "none", "agent-and-target-agree");
    } else if (skew.abs().compareTo(ClockComparison.LEEWAY) > 0) {
      off(c, clocks, skew, log);
    }
  }

  /// Whether the token shows that its issuer's clock agrees with the agent's.
  private static boolean wasBornOnTime(EvidenceView c) {
    Instant obtained = c.sent().obtainedAt();
    return obtained != null
        && c.jwt()
            .map(token -> token.times().issuedAt())
            .filter(
                issued ->
                    Duration.between(issued, obtained).abs().compareTo(ClockComparison.LEEWAY) <= 0)
            .isPresent();
  }

  private static void off(
      EvidenceView c, ClockComparison clocks, Duration skew, ObservationLog log) {
    FaultDomain off = clocks.off(FaultDomain.TARGET);
    String value = off == FaultDomain.CLIENT ? "agent" : "target";
    String clock = off == FaultDomain.CLIENT ? "the agent" : Formats.origin(c.exchange().url());
    log.see("clock-off", value, "skew", Formats.span(skew), "clock", clock);
  }

  private static boolean near(Duration difference) {
    return difference.abs().compareTo(Duration.ofSeconds(10)) <= 0;
  }

  /// Whether the target's clock, or that of a proxy which writes its `Date`, was off by as much
  /// while it accepted.
  private static boolean always(EvidenceView c, ClockComparison clocks) {
    LastAccepted accepted = c.lastAccepted();
    Duration then = accepted == null ? null : accepted.skew();
    return then != null
        && clocks.skew() != null
        && !near(then)
        && then.minus(clocks.skew()).abs().compareTo(ClockComparison.LEEWAY) <= 0;
  }
}
