package why401.token.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// The tokens of a cluster: one member renews each, all send it.
public interface SharedTokens {
  /// One agent alone: it renews everything, and there is no other to tell.
  SharedTokens ALONE =
      new SharedTokens() {
        @Override
        public boolean renews(Credential.Renewable credential) {
          return true;
        }

        @Override
        public @Nullable SharedToken token(String credential) {
          return null;
        }

        @Override
        public @Nullable SharedFailure failure(String credential) {
          return null;
        }

        @Override
        public void publish(SharedToken token) {}

        @Override
        public void publish(SharedFailure failure) {}

        @Override
        public void ask(String credential, Instant issuedAt) {}

        @Override
        public <T> @Nullable T await(Supplier<@Nullable T> look, Duration patience) {
          return null;
        }
      };

  /// Whether this agent may renew `credential` now.
  boolean renews(Credential.Renewable credential);

  /// The token that was published last; null if there is none, or it cannot be known.
  @Nullable SharedToken token(String credential);

  /// The failure that was published last; null if there is none, or it cannot be known.
  @Nullable SharedFailure failure(String credential);

  /// Shows a new token to all.
  void publish(SharedToken token);

  /// Shows to all why there is none.
  void publish(SharedFailure failure);

  /// Asks whoever renews `credential` for another token than the one issued at `issuedAt`.
  void ask(String credential, Instant issuedAt);

  /// What `look` finds, again after each publication and twice a second; null if nothing within
  /// `patience`.
  <T> @Nullable T await(Supplier<@Nullable T> look, Duration patience);
}
