package why401.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;

/// Slows down whoever guesses passwords: an address has ten wrong ones, then one every five
/// seconds. Other addresses do not suffer. Of IPv6 the network counts (the first 64 bits), since a
/// host has as many addresses there as it wants.
final class GuessLimiter {
  static final Duration PACE = Duration.ofSeconds(5);
  static final int AT_ONCE = 10;
  private static final int MOST_ADDRESSES = 4_096;
  private static final int NETWORK_BYTES = 8;

  private final LongSupplier nanos;

  /// Until when, in monotonic time, each address has used up its share.
  private final Map<String, Long> spent =
      Collections.synchronizedMap(new RecentEntries<>(MOST_ADDRESSES));

  /// @param nanos monotonic time
  GuessLimiter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether `address` has a guess left.
  boolean allows(String address) {
    Long until = spent.get(network(address));
    return until == null || until - nanos.getAsLong() <= PACE.toNanos() * (AT_ONCE - 1);
  }

  /// A guess of `address` was wrong.
  void wrong(String address) {
    long now = nanos.getAsLong();
    spent.merge(
        network(address),
        now + PACE.toNanos(),
        (before, first) -> before - now > 0 ? before + PACE.toNanos() : first);
  }

  private static String network(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
