package why401.token.issuer;

import java.time.Duration;
import java.time.InstantSource;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.time.PairedClock;

/// The line to one identity provider for one attempt: every request over it shares the attempt's
/// time, and every response reveals the issuer's clock.
public final class IssuerSession {
  private final IssuerTransport transport;
  private final PairedClock clocks;
  private final IssuerLimiter limiter;
  private final Cancellation cancellation;
  private final Duration timeout;
  private final long deadline;
  private final Runnable onFirst;
  private boolean used;

  /// @param timeout for all requests together
  /// @param onFirst runs before the first request
  public IssuerSession(
      IssuerTransport transport,
      PairedClock clocks,
      IssuerLimiter limiter,
      Cancellation cancellation,
      Duration timeout,
      Runnable onFirst) {
    this.transport = transport;
    this.clocks = clocks;
    this.limiter = limiter;
    this.cancellation = cancellation;
    this.timeout = timeout;
    this.deadline = clocks.nanos().getAsLong() + timeout.toNanos();
    this.onFirst = onFirst;
  }

  public ClockReading now() {
    return clocks.now();
  }

  /// The wall clock.
  public InstantSource clock() {
    return clocks.wall();
  }

  IssuerLimiter limiter() {
    return limiter;
  }

  /// The issuer's clock minus ours.
  public Duration offset() {
    return limiter.offsets().median();
  }

  /// Time left.
  public Duration left() {
    return Durations.max(
        Duration.ofNanos(deadline - clocks.nanos().getAsLong()), Duration.ofMillis(1));
  }

  /// Whether less than half of the time is left, so that an answer could be missed that comes as
  /// fast as usual.
  public boolean isLate() {
    return left().multipliedBy(2).compareTo(timeout) < 0;
  }

  /// Nothing is sent after the end of the attempt's time, as by a process that was stopped and goes
  /// on: others may count on that.
  public IssuerResponse exchange(IssuerRequest request) throws IssuerTransportException {
    if (clocks.nanos().getAsLong() - deadline >= 0) {
      throw new IssuerTransportException("no time left for a request", true, false);
    }
    if (used) {
      limiter.countRequest(clocks.nanos().getAsLong());
    } else {
      used = true;
      onFirst.run();
    }
    ClockReading sent = clocks.now();
    IssuerResponse response = transport.exchange(request, cancellation);
    String date = response.header("date");
    if (date != null) {
      limiter.offsets().add(date, sent.wall(), clocks.now().wall());
    }
    return response;
  }
}
