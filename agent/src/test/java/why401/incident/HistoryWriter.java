package why401.incident;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process that writes an incident, says when it is a second old, and then waits to be killed.
final class HistoryWriter {
  private HistoryWriter() {}

  /// Writes, speaks and waits.
  ///
  /// @param args the directory
  public static void main(String[] args) throws IOException, InterruptedException {
    MvStoreIncidentHistory history =
        new MvStoreIncidentHistory(
            Path.of(args[0]),
            MvStoreIncidentHistory.Bounds.DEFAULT,
            InstantSource.system(),
            why -> System.out.println("failed: " + why));
    history.put(MvStoreIncidentHistoryTest.incident("written", Instant.EPOCH, null));
    CountDownLatch never = new CountDownLatch(1);
    if (!never.await(1, TimeUnit.SECONDS)) {
      System.out.println("durable");
    }
    never.await();
  }
}
