package why401.token.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.TokenListener;

/// Remembers what the keeper told.
final class RecordingListener implements TokenListener {
  final List<String> attempted = new ArrayList<>();
  final List<Token> renewed = new ArrayList<>();
  final List<RenewalFailure> failed = new ArrayList<>();
  final List<Duration> remainingAtUse = new ArrayList<>();
  final List<String> disagreed = new ArrayList<>();

  @Override
  public synchronized void renewalAttempted(String credential, String issuer) {
    attempted.add(credential);
  }

  @Override
  public synchronized void renewed(String issuer, Token token, Duration took) {
    renewed.add(token);
  }

  @Override
  public synchronized void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {
    failed.add(failure);
  }

  @Override
  public synchronized void used(Token token, Duration remaining) {
    remainingAtUse.add(remaining);
  }

  @Override
  public synchronized void expiryDisagreed(String credential) {
    disagreed.add(credential);
  }
}
