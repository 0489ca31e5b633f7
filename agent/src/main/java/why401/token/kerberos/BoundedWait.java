package why401.token.kerberos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bounds the JDK's Kerberos, which waits as long as krb5.conf says: 90 s for each KDC if it says
/// nothing. What takes longer goes on by itself, without a reader.
final class BoundedWait {
  private BoundedWait() {}

  static <T> T within(Duration patience, String name, Callable<T> action)
      throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofVirtual().name(name).start(task);
    return task.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
  }
}
