package why401.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.TokenListener;

/// The counters that the agent would export.
final class Counting implements TokenListener {
  /// A renewal that ended well: which credential, when by true time.
  record Renewed(String credential, long second, Duration life) {}

  private final SoakClock clock;
  private final Map<String, Integer> failures = new TreeMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Renewed> renewals = new ArrayList<>();
  private int attempts;

  Counting(SoakClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void renewalAttempted(String credential, String issuer) {
    attempts++;
  }

  @Override
  public synchronized void renewed(String issuer, Token token, Duration took) {
    renewals.add(new Renewed(token.credential(), clock.seconds(), token.lifetime()));
  }

  @Override
  public synchronized void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {
    failures.merge(failure.reason().label(), 1, Integer::sum);
    if (texts.size() < 20_000) {
      texts.add(failure.toString());
    }
  }

  synchronized int attempts() {
    return attempts;
  }

  synchronized List<Renewed> renewals() {
    return List.copyOf(renewals);
  }

  synchronized Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /// Everything that was said of failures.
  synchronized List<String> texts() {
    return List.copyOf(texts);
  }
}
