package why401.token.authorization;

/// How a person signs in.
public enum AuthorizationFlow {
  /// On any machine, with a code to compare (RFC 8628).
  DEVICE,
  /// In a browser on this machine, which is sent back to a loopback address (RFC 8252).
  BROWSER
}
