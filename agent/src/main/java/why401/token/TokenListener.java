package why401.token;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Is notified of renewals and of the use of tokens; the metrics listen. Must not block or throw.
public interface TokenListener {
  /// A renewal attempt begins.
  default void renewalAttempted(String credential, String issuer) {}

  /// It succeeded.
  default void renewed(String issuer, Token token, Duration took) {}

  /// It failed.
  default void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {}

  /// A probe sent a token with `remaining` lifetime.
  default void used(Token token, Duration remaining) {}

  /// Two sources of a token's expiry differ by more than ten seconds.
  default void expiryDisagreed(String credential) {}

  /// The state directory could not be read or written for account protection.
  default void protectionNotStored() {}

  /// A listener that does nothing.
  TokenListener NONE = new TokenListener() {};

  /// A listener that notifies all of `listeners`, in order.
  static TokenListener all(List<TokenListener> listeners) {
    List<TokenListener> all = List.copyOf(listeners);
    return new TokenListener() {
      @Override
      public void renewalAttempted(String credential, String issuer) {
        each(listener -> listener.renewalAttempted(credential, issuer));
      }

      @Override
      public void renewed(String issuer, Token token, Duration took) {
        each(listener -> listener.renewed(issuer, token, took));
      }

      @Override
      public void renewalFailed(
          String credential, String issuer, RenewalFailure failure, Duration took) {
        each(listener -> listener.renewalFailed(credential, issuer, failure, took));
      }

      @Override
      public void used(Token token, Duration remaining) {
        each(listener -> listener.used(token, remaining));
      }

      @Override
      public void expiryDisagreed(String credential) {
        each(listener -> listener.expiryDisagreed(credential));
      }

      @Override
      public void protectionNotStored() {
        each(TokenListener::protectionNotStored);
      }

      private void each(Consumer<TokenListener> event) {
        all.forEach(event);
      }
    };
  }
}
