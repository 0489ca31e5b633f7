package why401.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A history that outlives the process, in one file of the state directory (H2's MVStore).
///
/// A process that is killed loses at most the last second. An unreadable file is renamed and
/// logged, and never keeps the agent from starting; a file that another process uses is not
/// touched. A store that fails later continues in memory and calls `onFailure`.
final class MvStoreIncidentHistory implements IncidentHistory {
  private static final Logger LOG = LoggerFactory.getLogger(MvStoreIncidentHistory.class);
  private static final int COMMIT_MILLIS = 500;

  private final Bounds bounds;
  private final InstantSource clock;
  private final Consumer<String> onFailure;
  private final Map<String, Incident> incidents = new ConcurrentHashMap<>();
  private final MVStore store;
  private final MVMap<String, String> stored;

  /// An earlier failure is reported by an exception, and another file may be tried.
  private volatile boolean opened;

  private volatile boolean broken;

  /// How much is kept.
  ///
  /// @param most incidents
  /// @param longest after the end of an incident
  public record Bounds(int most, Duration longest) {
    /// Five thousand, ninety days.
    public static final Bounds DEFAULT = new Bounds(5_000, Duration.ofDays(90));
  }

  /// The history in `directory`, which is created if missing.
  ///
  /// @param onFailure called with the reason when the store can no longer be written
  /// @throws IOException if the directory cannot be made or written, or another process uses it
  public MvStoreIncidentHistory(
      Path directory, Bounds bounds, InstantSource clock, Consumer<String> onFailure)
      throws IOException {
    this.bounds = bounds;
    this.clock = clock;
    this.onFailure = onFailure;
    Files.createDirectories(directory);
    try {
      this.store = writable(open(directory.resolve("incidents.mv")));
      this.stored = store.openMap("incidents");
      load();
    } catch (MVStoreException e) {
      throw new IOException("incidents.mv cannot be written", e);
    }
    trim();
  }

  /// What cannot be written is opened for reading.
  private static MVStore writable(MVStore store) throws IOException {
    if (store.isReadOnly()) {
      store.closeImmediately();
      throw new IOException("incidents.mv is read-only");
    }
    return store;
  }

  private MVStore open(Path file) throws IOException {
    try {
      return attempt(file);
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new IOException("in use by another why401", e);
      }
      if (e.getErrorCode() == DataUtils.ERROR_WRITING_FAILED) {
        // No space: what is in the file is good.
        throw e;
      }
      Path aside = file.resolveSibling("incidents.unreadable-" + clock.instant().getEpochSecond());
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "the incident history {} cannot be read ({}); it was renamed to {} and a new one is"
              + " started",
          file,
          e.getErrorCode(),
          aside.getFileName());
      return attempt(file);
    }
  }

  private MVStore attempt(Path file) {
    MVStore made =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(1)
            .backgroundExceptionHandler(
                (_, error) -> {
                  if (opened) {
                    failed(error);
                  }
                })
            .open();
    opened = true;
    made.setAutoCommitDelay(COMMIT_MILLIS);
    return made;
  }

  /// Stores at once what is not stored yet.
  ///
  /// @throws IOException if that is not possible
  void flush() throws IOException {
    try {
      store.commit();
    } catch (MVStoreException e) {
      throw new IOException("incidents.mv cannot be written", e);
    }
    if (broken) {
      throw new IOException("incidents.mv cannot be written");
    }
  }

  /// Gives the file back without writing to it; what was remembered stays in memory.
  void release() {
    broken = true;
    store.closeImmediately();
  }

  private void load() {
    for (Map.Entry<String, String> entry : stored.entrySet()) {
      try {
        incidents.put(entry.getKey(), IncidentRecords.read(entry.getValue()));
      } catch (JsonProcessingException e) {
        LOG.warn("incident {}: written by another version, skipped", entry.getKey());
      }
    }
  }

  @Override
  public void put(Incident incident) {
    incidents.put(incident.id(), incident);
    write(() -> stored.put(incident.id(), IncidentRecords.text(incident)));
    trim();
  }

  private void trim() {
    Instant oldest = clock.instant().minus(bounds.longest());
    List<Incident> closed =
        incidents.values().stream()
            .filter(incident -> !incident.open())
            .sorted(Comparator.comparing(Incident::since))
            .toList();
    int tooMany = incidents.size() - bounds.most();
    for (int i = 0; i < closed.size(); i++) {
      Incident incident = closed.get(i);
      Instant until = incident.until();
      if (i < tooMany || (until != null && until.isBefore(oldest))) {
        incidents.remove(incident.id());
        write(() -> stored.remove(incident.id()));
      }
    }
  }

  private void write(Runnable change) {
    if (broken) {
      return;
    }
    try {
      change.run();
    } catch (MVStoreException e) {
      failed(e);
    }
  }

  private void failed(Throwable error) {
    if (!broken) {
      broken = true;
      onFailure.accept(error.toString());
    }
  }

  @Override
  public List<Incident> all() {
    return List.copyOf(incidents.values());
  }

  @Override
  public void close() {
    if (!broken) {
      try {
        store.close();
      } catch (MVStoreException e) {
        failed(e);
      }
    }
  }
}
