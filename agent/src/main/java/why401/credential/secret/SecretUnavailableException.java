package why401.credential.secret;

/// A secret source could not give its secret. The message names the source, never the secret.
public final class SecretUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /// With a message in the form `source: value (expected: …)`.
  public SecretUnavailableException(String message) {
    super(message);
  }
}
