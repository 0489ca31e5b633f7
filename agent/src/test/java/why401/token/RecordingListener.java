package why401.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Remembers what the keeper told.
final class RecordingListener implements TokenListener {
  final List<String> attempted = new ArrayList<>();
  final List<Token> renewed = new ArrayList<>();
  final List<Fault> failed = new ArrayList<>();
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
      String credential, String issuer, Fault fault, Duration took) {
    failed.add(fault);
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
