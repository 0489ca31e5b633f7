package why401.diagnosis.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.FaultDomain;
import why401.diagnosis.credential.CredentialFacts;
import why401.http.HttpDate;
import why401.probe.Exchange;

/// The three clocks of a case, compared.
///
/// @param agentNow the agent's clock when the answer came
/// @param skew the target's clock minus the agent's, or null if the answer does not tell
/// @param tolerance how far `skew` may be wrong: whole seconds, and the way
/// @param provider the identity provider's clock minus the agent's when the token was obtained, or
///   null if nobody knows
public record ClockComparison(
    Instant agentNow, @Nullable Duration skew, Duration tolerance, @Nullable Duration provider) {
  /// Servers forgive a minute.
  public static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final Duration CLOSE = Duration.ofSeconds(10);

  /// The clocks as one exchange and the token in it show them.
  public static ClockComparison at(Exchange exchange, CredentialFacts sent) {
    return at(exchange, sent, null);
  }

  /// The clocks as one exchange shows them.
  ///
  /// @param measured the identity provider's clock minus the agent's by its `Date`, or null; a
  ///   token that was issued again tells a wrong one
  public static ClockComparison at(
      Exchange exchange, CredentialFacts sent, @Nullable Duration measured) {
    return new ClockComparison(
        exchange.receivedAt(),
        skew(exchange).orElse(null),
        Duration.ofSeconds(2).plus(exchange.duration()),
        measured == null ? provider(sent) : measured);
  }

  /// Target minus agent, by the header `Date`; empty for an answer from a cache.
  static Optional<Duration> skew(Exchange exchange) {
    if (exchange.header("Age").isPresent()) {
      return Optional.empty();
    }
    return exchange
        .header("Date")
        .flatMap(HttpDate::parse)
        .map(date -> Duration.between(exchange.receivedAt(), date.plusMillis(500)));
  }

  private static @Nullable Duration provider(CredentialFacts sent) {
    Instant issued = sent.token() == null ? null : sent.token().times().issuedAt();
    return issued == null || sent.obtainedAt() == null
        ? null
        : Duration.between(sent.obtainedAt(), issued);
  }

  /// The target's clock when it answered; the agent's if the answer does not tell.
  public Instant targetNow() {
    return skew == null ? agentNow : agentNow.plus(skew);
  }

  boolean targetAgrees() {
    return skew != null && near(skew);
  }

  /// Whether the target's clock and the agent's differ by more than a measurement can err.
  public boolean targetDiffers() {
    return skew != null && skew.abs().compareTo(tolerance) > 0;
  }

  /// Whose clock is off, by two against one; `otherwise` if nobody can say.
  public FaultDomain off(FaultDomain otherwise) {
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
