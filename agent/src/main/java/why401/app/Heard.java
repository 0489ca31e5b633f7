package why401.app;

import java.time.Duration;
import java.util.List;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.TokenListener;

/// Passes on what the token keeper tells.
record Heard(List<TokenListener> listeners) implements TokenListener {
  @Override
  public void renewalAttempted(String credential, String issuer) {
    listeners.forEach(one -> one.renewalAttempted(credential, issuer));
  }

  @Override
  public void renewed(String issuer, Token token, Duration took) {
    listeners.forEach(one -> one.renewed(issuer, token, took));
  }

  @Override
  public void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {
    listeners.forEach(one -> one.renewalFailed(credential, issuer, failure, took));
  }

  @Override
  public void used(Token token, Duration remaining) {
    listeners.forEach(one -> one.used(token, remaining));
  }

  @Override
  public void expiryDisagreed(String credential) {
    listeners.forEach(one -> one.expiryDisagreed(credential));
  }
}
