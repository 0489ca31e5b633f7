package why401.diagnosis.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.verdict.Formats;
import why401.probe.Exchange;

/// The fingerprint of the last accepted exchange of a probe; no secrets.
///
/// @param at when
/// @param surface what the target looked like
/// @param shown what was shown to it
/// @param configuration as [ProbeContext#configuration]
/// @param keySet fingerprint of the issuer's key set, or null if it was not read
/// @param skew the target's clock minus the agent's then, or null if the answer did not tell
/// @param challenge the last challenge seen from the target while it was good, or null
public record LastAccepted(
    Instant at,
    Surface surface,
    CredentialFacts shown,
    String configuration,
    @Nullable String keySet,
    @Nullable Duration skew,
    @Nullable String challenge) {
  /// The fingerprint of `exchange`, to which `shown` was shown.
  public static LastAccepted of(
      Exchange exchange, CredentialFacts shown, String configuration, @Nullable String keySet) {
    return new LastAccepted(
        exchange.receivedAt(),
        Surface.of(exchange),
        shown,
        configuration,
        keySet,
        ClockComparison.skew(exchange).orElse(null),
        null);
  }

  /// The same, accepted again at `last`, with the challenge that the target was last seen to send
  /// before it was good.
  public LastAccepted seen(Instant last, @Nullable String challenge) {
    return new LastAccepted(last, surface, shown, configuration, keySet, skew, challenge);
  }

  /// The same, of a target of which these servers accepted.
  public LastAccepted by(List<String> accepting) {
    return new LastAccepted(
        at, surface.with(accepting), shown, configuration, keySet, skew, challenge);
  }

  /// What a target looks like from outside.
  ///
  /// @param server headers `Server` and `Via`, or empty
  /// @param address of the peer, or null behind a proxy
  /// @param tls what the handshake showed, or null without TLS
  /// @param redirects origins and paths of the redirects, in order
  /// @param cookies whether the target set cookies
  /// @param replicas signs of the servers behind it, as [ReplicaSign] reads them
  public record Surface(
      String server,
      @Nullable String address,
      Exchange.@Nullable PeerTls tls,
      List<String> redirects,
      boolean cookies,
      List<String> replicas) {
    /// Copies.
    public Surface {
      redirects = List.copyOf(redirects);
      replicas = List.copyOf(replicas);
    }

    /// Of a target whose servers have no names.
    public Surface(
        String server,
        @Nullable String address,
        Exchange.@Nullable PeerTls tls,
        List<String> redirects,
        boolean cookies) {
      this(server, address, tls, redirects, cookies, List.of());
    }

    /// Fingerprint of the leaf certificate, or null without TLS.
    public @Nullable String certificate() {
      return tls == null ? null : tls.leafFingerprint();
    }

    /// The same, with the signs of all servers that accepted.
    Surface with(List<String> accepting) {
      return new Surface(server, address, tls, redirects, cookies, accepting);
    }

    /// The surface that `exchange` shows.
    public static Surface of(Exchange exchange) {
      List<String> server =
          java.util.stream.Stream.concat(
                  exchange.headers("Server").stream(),
                  exchange.headers("Via").stream().map(via -> "via " + via))
              .toList();
      return new Surface(
          String.join(", ", server),
          exchange.address(),
          exchange.tls(),
          exchange.hops().stream().map(hop -> Formats.place(hop.to())).toList(),
          !exchange.headers("Set-Cookie").isEmpty(),
          ReplicaSign.of(exchange).stream().toList());
    }
  }
}
