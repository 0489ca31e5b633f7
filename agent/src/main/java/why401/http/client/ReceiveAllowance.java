package why401.http.client;

/// How many bytes a peer may still send on one connection: so many for each exchange, and few
/// beside them. Counted on the wire, before TLS, compression or HTTP are undone, since whatever
/// reads those keeps lines and frames in memory until they end.
final class ReceiveAllowance {
  /// For one exchange: more than the header block and the body of which more is read.
  static final long EXCHANGE = 2L << 20;

  /// Before the first exchange (TLS, the answer of a proxy), and between exchanges.
  static final long BESIDE = 1L << 20;

  /// OkHttp grants a peer that speaks HTTP/2 a window of 16 MiB, and reads ahead as far.
  static final long WINDOW = 17L << 20;

  private final long exchange;
  private long received;
  private long allowed = BESIDE;
  private int active;
  private boolean multiplexed;

  ReceiveAllowance() {
    this(EXCHANGE);
  }

  ReceiveAllowance(long exchange) {
    this.exchange = exchange;
  }

  /// An exchange begins.
  synchronized void begin(boolean overHttp2) {
    active++;
    multiplexed = overHttp2;
    allowed = active == 1 ? most() : Math.min(allowed + exchange, most());
  }

  /// An exchange ended; what it did not use is lost.
  synchronized void end() {
    active--;
    allowed = active == 0 ? most() : Math.min(allowed, most());
  }

  private long most() {
    return received + (active == 0 ? BESIDE : active * exchange + (multiplexed ? WINDOW : 0));
  }

  /// Counts `bytes` that have arrived.
  ///
  /// @return whether they were within the allowance
  synchronized boolean take(long bytes) {
    received += bytes;
    return received <= allowed;
  }
}
