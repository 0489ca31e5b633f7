package why401.token;

/// What the token package hands over for one probe: something to show, or why there is nothing.
public sealed interface CredentialsResult {
  /// Show this.
  record Ready(Credentials credentials) implements CredentialsResult {}

  /// Nothing usable is in hand; the probe is withheld.
  record Unavailable(RenewalFailure failure) implements CredentialsResult {}
}
