package why401.incident;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.io.BoundedAccess;

/// A history in the state directory that continues in memory while that cannot be used, and stores
/// what it holds as soon as it can: a full disk, a read-only one, or one that does not answer.
public final class DurableIncidentHistory implements IncidentHistory {
  private static final Logger LOG = LoggerFactory.getLogger(DurableIncidentHistory.class);
  private static final int REMEMBERED = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Path directory;
  private final InstantSource clock;
  private final Runnable onFailure;
  private final Duration period;
  private final ReentrantLock changing = new ReentrantLock();
  private IncidentHistory current = new InMemoryIncidentHistory(REMEMBERED);
  private volatile boolean durable;

  /// Whether incidents may have come that the file does not have.
  private volatile boolean begun;

  private volatile boolean closed;

  /// The history in `directory`, as far as that can be used now.
  ///
  /// @param onFailure called when it can no longer be written, and for each later attempt that
  ///   fails; not by the constructor
  public DurableIncidentHistory(Path directory, InstantSource clock, Runnable onFailure) {
    this(directory, clock, onFailure, PERIOD);
  }

  /// @param period between two attempts to use the directory
  DurableIncidentHistory(Path directory, InstantSource clock, Runnable onFailure, Duration period) {
    this.period = period;
    this.directory = directory;
    this.clock = clock;
    this.onFailure = onFailure;
    try {
      open();
      begun = true;
    } catch (IOException e) {
      begun = true;
      LOG.error(
          "state directory {}: cannot be used ({}); until it can, incidents are kept in memory",
          directory,
          e.toString());
      retry();
    }
  }

  /// Whether incidents outlive the process now.
  public boolean durable() {
    return durable;
  }

  /// One that answers late is taken over late.
  private void open() throws IOException {
    BoundedAccess.within(
        this,
        PATIENCE,
        () -> {
          release();
          MvStoreIncidentHistory next =
              new MvStoreIncidentHistory(
                  directory, MvStoreIncidentHistory.Bounds.DEFAULT, clock, this::failed);
          takeOver(next);
          return true;
        });
  }

  /// A store that failed still has the file.
  private void release() {
    if (locked(history -> history) instanceof MvStoreIncidentHistory broken) {
      broken.release();
    }
  }

  private void takeOver(MvStoreIncidentHistory next) throws IOException {
    changing.lock();
    try {
      Map<String, Incident> known =
          current.all().stream().collect(Collectors.toMap(Incident::id, Function.identity()));
      boolean first = !begun;
      if (!first) {
        // What is open in the file was open in a process that ended: this one did not know of it.
        next.all().stream()
            .filter(incident -> incident.open() && !known.containsKey(incident.id()))
            .forEach(incident -> next.put(incident.closedAt(clock.instant(), null)));
      }
      known.values().forEach(next::put);
      next.flush();
      current = next;
      durable = true;
      if (!first) {
        LOG.info("state directory {}: incidents are stored again", directory);
      }
    } catch (IOException e) {
      next.release();
      throw e;
    } finally {
      changing.unlock();
    }
  }

  private void failed(String why) {
    if (durable) {
      durable = false;
      LOG.error(
          "state directory {}: the incident history cannot be written ({}); until it can, incidents"
              + " are kept in memory",
          directory,
          why);
      onFailure.run();
      retry();
    }
  }

  private void retry() {
    Thread.ofVirtual().name("history").start(this::retryUntilDurable);
  }

  private void retryUntilDurable() {
    try {
      while (!closed && !durable) {
        Thread.sleep(period);
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      if (!closed && !durable) {
        open();
      }
    } catch (IOException e) {
      LOG.debug("state directory {}: still cannot be used ({})", directory, e.toString());
      onFailure.run();
    }
  }

  private <T> T locked(Function<IncidentHistory, T> use) {
    changing.lock();
    try {
      return use.apply(current);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void put(Incident incident) {
    locked(
        history -> {
          history.put(incident);
          return true;
        });
  }

  @Override
  public List<Incident> all() {
    return locked(IncidentHistory::all);
  }

  @Override
  public void close() {
    closed = true;
    locked(history -> history).close();
  }
}
