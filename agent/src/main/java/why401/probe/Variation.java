package why401.probe;

import java.net.InetAddress;
import java.net.URI;
import why401.token.Proof;

/// How a request differs from the probe as configured. The scheduled run is [AsConfigured]; the
/// others are controlled experiments.
public sealed interface Variation {
  /// The probe itself.
  record AsConfigured() implements Variation {}

  /// The identical request once more.
  record Again() implements Variation {}

  /// Without the credential; by GET or HEAD.
  record Anonymous() implements Variation {}

  /// With a credential of the same scheme that can belong to nobody; by GET or HEAD.
  record Nonsense() implements Variation {}

  /// No cookies, a new connection, a fresh name look-up.
  record FreshSession() implements Variation {}

  /// Another resource of a configured origin with the same credential; by GET.
  record ControlResource(URI url) implements Variation {}

  /// One resolved address of the host.
  record AtAddress(InetAddress address) implements Variation {}

  /// Another proof, such as a renewed token or a cleaned secret.
  record WithProof(Proof proof) implements Variation {}

  /// Redirects not followed.
  record WithoutRedirects() implements Variation {}
}
