package why401.probe;

import java.net.InetAddress;
import java.util.List;
import why401.token.Credentials;

/// Sends one request, once. Implemented on OkHttp; blocking, for virtual threads.
public interface Prober {
  /// Sends the request of `probe`, varied, with `credentials`, and returns the outcome. Never
  /// throws for anything that the network or the peer does; an interrupt ends it as
  /// [Outcome.Failure#CONNECTION_FAILED].
  Outcome send(Probe probe, Credentials credentials, RequestVariation variation);

  /// The addresses that the host of `probe` resolves to now.
  List<InetAddress> addresses(Probe probe);

  /// Drops what is kept for `probe` only: cookies and nonces. Connections are shared and end by
  /// themselves.
  void forget(String probe);
}
