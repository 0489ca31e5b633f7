package why401.token;

/// What the token package hands over for one probe: something to show, or why there is nothing.
public sealed interface Authorization {
  /// Show this.
  record Ready(Proof proof) implements Authorization {}

  /// Nothing usable is in hand; the probe is withheld.
  record Unavailable(Fault fault) implements Authorization {}
}
