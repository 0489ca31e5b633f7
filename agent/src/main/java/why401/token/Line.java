package why401.token;

import java.time.Duration;

/// The line to one identity provider for one attempt: every request over it shares the attempt's
/// time, and every answer tells of the issuer's clock.
final class Line {
  private final Wire wire;
  private final Clocks clocks;
  private final IssuerGate gate;
  private final Cancellation cancellation;
  private final long deadline;
  private final Runnable onFirst;
  private boolean used;

  /// @param timeout for all requests together
  /// @param onFirst runs before the first request
  Line(
      Wire wire,
      Clocks clocks,
      IssuerGate gate,
      Cancellation cancellation,
      Duration timeout,
      Runnable onFirst) {
    this.wire = wire;
    this.clocks = clocks;
    this.gate = gate;
    this.cancellation = cancellation;
    this.deadline = clocks.nanos().getAsLong() + timeout.toNanos();
    this.onFirst = onFirst;
  }

  Moment now() {
    return clocks.now();
  }

  IssuerGate gate() {
    return gate;
  }

  /// The issuer's clock minus ours.
  Duration offset() {
    return gate.offsets().median();
  }

  /// Time left.
  Duration left() {
    return RenewalPolicy.max(
        Duration.ofNanos(deadline - clocks.nanos().getAsLong()), Duration.ofMillis(1));
  }

  WireResponse exchange(WireRequest request) throws WireException {
    if (used) {
      gate.spend(clocks.nanos().getAsLong());
    } else {
      used = true;
      onFirst.run();
    }
    Moment sent = clocks.now();
    WireResponse response = wire.exchange(request, cancellation);
    String date = response.header("date");
    if (date != null) {
      gate.offsets().add(date, sent.wall(), clocks.now().wall());
    }
    return response;
  }
}
