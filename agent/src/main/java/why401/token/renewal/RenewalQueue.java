package why401.token.renewal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import why401.token.issuer.IssuerLimiter;

/// The renewals that wait for one issuer, most urgent first.
final class RenewalQueue {
  private final IssuerLimiter limiter;
  private final Deque<RenewableCredential> queue = new ArrayDeque<>();

  RenewalQueue(IssuerLimiter limiter) {
    this.limiter = limiter;
  }

  IssuerLimiter limiter() {
    return limiter;
  }

  /// Replaces what waits by `urgent`, most urgent first.
  synchronized void replace(Collection<RenewableCredential> urgent) {
    queue.clear();
    queue.addAll(urgent);
  }

  synchronized void addFirst(RenewableCredential renewable) {
    queue.remove(renewable);
    queue.addFirst(renewable);
  }

  /// The next one that the limiter admits, or null. It has to be released there.
  synchronized @Nullable RenewableCredential next(long nanos) {
    return queue.isEmpty() || !limiter.tryAcquire(nanos) ? null : queue.removeFirst();
  }
}
