package why401.token.authorization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;

/// How a login ended.
public sealed interface AuthorizationResult {
  /// A refresh token was issued.
  ///
  /// @param end when it expires, or null if that is not said
  record Granted(Secret refreshToken, @Nullable Instant end) implements AuthorizationResult {}

  /// None was.
  ///
  /// @param why with what to do, free of secrets
  record NotGranted(String why) implements AuthorizationResult {}
}
