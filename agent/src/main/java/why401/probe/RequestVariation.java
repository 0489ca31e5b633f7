package why401.probe;

import java.net.InetAddress;
import java.net.URI;
import why401.token.Credentials;

/// How a request differs from the probe as configured. The scheduled run is [AsConfigured]; the
/// others are controlled experiments.
public sealed interface RequestVariation {
  /// The probe itself.
  record AsConfigured() implements RequestVariation {}

  /// The identical request once more.
  record Again() implements RequestVariation {}

  /// Without the credential; by GET or HEAD.
  record Anonymous() implements RequestVariation {}

  /// With a credential of the same scheme that belongs to no account; by GET or HEAD.
  record Nonsense() implements RequestVariation {}

  /// No cookies, a new connection, a new name resolution.
  record FreshSession() implements RequestVariation {}

  /// Another resource of a configured origin with the same credential; by GET.
  record ControlResource(URI url) implements RequestVariation {}

  /// One resolved address of the host.
  record AtAddress(InetAddress address) implements RequestVariation {}

  /// Other credentials, such as a renewed token or a cleaned secret.
  record WithCredentials(Credentials credentials) implements RequestVariation {}

  /// Redirects not followed.
  record WithoutRedirects() implements RequestVariation {}
}
