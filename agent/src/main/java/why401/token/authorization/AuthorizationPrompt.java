package why401.token.authorization;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks a person to sign in.
public interface AuthorizationPrompt {
  /// Shows where.
  ///
  /// @param url to open in a browser, on any machine if there is a code, otherwise on this one
  /// @param userCode the code of RFC 8628 to enter or compare there, or null
  /// @param complete whether `url` has that code already
  /// @param until when the offer ends
  void show(URI url, @Nullable String userCode, boolean complete, Instant until);
}
