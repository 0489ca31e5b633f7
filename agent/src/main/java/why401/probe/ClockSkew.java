package why401.probe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.http.HttpDate;

/// A target's clock minus ours, from its `Date` (RFC 9110, 6.6.1); nothing for a cached response.
/// Most responses within one second have the same date, so the last one is kept.
public final class ClockSkew {
  private volatile Read last = new Read("", Instant.EPOCH);

  private record Read(String text, Instant at) {}

  @Nullable
  public Duration of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> of(accepted.exchange());
      case Outcome.Refused refused -> of(refused.exchange());
      case Outcome.Unexpected unexpected -> of(unexpected.exchange());
      case Outcome.Unreachable _, Outcome.Withheld _ -> null;
    };
  }

  private @Nullable Duration of(Exchange exchange) {
    String date = exchange.header("Date").orElse(null);
    if (date == null || exchange.header("Age").isPresent()) {
      return null;
    }
    Read known = last;
    if (!known.text().equals(date)) {
      Instant at = HttpDate.parse(date).orElse(null);
      if (at == null) {
        return null;
      }
      known = new Read(date, at);
      last = known;
    }
    return Duration.between(exchange.receivedAt(), known.at());
  }
}
