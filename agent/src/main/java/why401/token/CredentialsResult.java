package why401.token;

/// The credentials for one probe, or why there are none.
public sealed interface CredentialsResult {
  /// Show this.
  record Ready(Credentials credentials) implements CredentialsResult {}

  /// Nothing usable is available; the probe is withheld.
  record Unavailable(RenewalFailure failure) implements CredentialsResult {}
}
