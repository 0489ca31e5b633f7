package why401.diagnosis;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.probe.Exchange;

/// The three clocks of a case, compared.
///
/// @param agentNow the agent's clock when the answer came
/// @param skew the target's clock minus the agent's, or null if the answer does not tell
/// @param tolerance how far `skew` may be wrong: whole seconds, and the way
/// @param provider the identity provider's clock minus the agent's when the token was obtained, or
///   null if nobody knows
record ClockLook(
    Instant agentNow, @Nullable Duration skew, Duration tolerance, @Nullable Duration provider) {
  /// Servers forgive a minute.
  static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final Duration CLOSE = Duration.ofSeconds(10);

  static ClockLook at(Exchange exchange, ProofFacts sent) {
    return new ClockLook(
        exchange.receivedAt(),
        skew(exchange).orElse(null),
        Duration.ofSeconds(2).plus(exchange.duration()),
        provider(sent));
  }

  /// Target minus agent, by the header `Date`; empty for an answer from a cache.
  static Optional<Duration> skew(Exchange exchange) {
    if (exchange.header("Age").isPresent()) {
      return Optional.empty();
    }
    return exchange
        .header("Date")
        .flatMap(ClockLook::date)
        .map(date -> Duration.between(exchange.receivedAt(), date.plusMillis(500)));
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Duration provider(ProofFacts sent) {
    Instant issued = sent.token() == null ? null : sent.token().times().issuedAt();
    return issued == null || sent.obtainedAt() == null
        ? null
        : Duration.between(sent.obtainedAt(), issued);
  }

  /// The target's clock when it answered; the agent's if the answer does not tell.
  Instant targetNow() {
    return skew == null ? agentNow : agentNow.plus(skew);
  }

  boolean targetAgrees() {
    return skew != null && near(skew);
  }

  /// Whether the target's clock and the agent's differ by more than a measurement can err.
  boolean targetDiffers() {
    return skew != null && skew.abs().compareTo(tolerance) > 0;
  }

  /// Whose clock is off, by two against one; `otherwise` if nobody can say.
  FaultDomain off(FaultDomain otherwise) {
    if (provider == null || skew == null) {
      return otherwise;
    }
    if (near(provider)) {
      return near(skew) ? otherwise : FaultDomain.TARGET;
    }
    if (near(skew)) {
      return FaultDomain.IDENTITY_PROVIDER;
    }
    return near(skew.minus(provider)) ? FaultDomain.CLIENT : otherwise;
  }

  private static boolean near(Duration difference) {
    return difference.abs().compareTo(CLOSE) <= 0;
  }
}
