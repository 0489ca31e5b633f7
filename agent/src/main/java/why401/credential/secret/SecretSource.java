package why401.credential.secret;

/// Where a secret comes from; read whenever it is needed, so that a rotated file counts at once.
public interface SecretSource {
  /// The secret as it is now. Cheap when nothing changed: it may be called for every probe.
  ///
  /// @throws SecretUnavailableException if the file, variable or command cannot give one
  Secret read() throws SecretUnavailableException;

  /// Where it comes from, in words for a person, without the secret: `file /run/secrets/legacy`.
  String describe();

  /// A source that always gives `secret`.
  static SecretSource fixed(Secret secret) {
    return new LiteralSecret(secret);
  }
}
