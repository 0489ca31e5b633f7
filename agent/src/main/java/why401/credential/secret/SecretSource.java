package why401.credential.secret;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a secret comes from; read whenever it is needed, so that a rotated file counts at once.
public interface SecretSource {
  /// The secret as it is now. Cheap when nothing changed: it may be called for every probe.
  ///
  /// @throws SecretUnavailableException if the file, variable or command cannot give one
  Secret read() throws SecretUnavailableException;

  /// The secret as far as it is known within `patience`, be it a moment old: for whoever only
  /// looks, and must not wait for a file or command.
  ///
  /// @throws SecretUnavailableException if the file, variable or command cannot give one, or has
  ///   not given one yet
  default Secret read(Duration patience) throws SecretUnavailableException {
    return read();
  }

  /// When what was read last was written, or null if that is not known.
  default @Nullable Instant changedAt() {
    return null;
  }

  /// Where it comes from, in words for a person, without the secret: `file /run/secrets/legacy`.
  String describe();

  /// A source that always gives `secret`.
  static SecretSource fixed(Secret secret) {
    return new LiteralSecret(secret);
  }
}
