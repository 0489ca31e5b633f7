package why401.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.CacheException;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.deployment.ClusterSettings;
import why401.deployment.SharedRecordException;
import why401.deployment.SharedRecords;

/// Records in the cache that the majority alone can read and write. A change is known to all
/// members, and copied by all that keep copies, before it returns.
@Listener
public final class ClusterRecords implements SharedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRecords.class);
  private static final String RECORD = "record/";
  private static final String OFFERED = "offered/";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration COPY_PATIENCE = Duration.ofSeconds(1);
  private static final Duration ALL_PATIENCE = Duration.ofMinutes(1);
  private static final Executor THREADS = task -> Thread.ofVirtual().name("copy").start(task);

  private final AdvancedCache<String, byte[]> cache;
  private final ClusterSettings settings;
  private final Supplier<String> name;
  private final Supplier<List<String>> view;
  private final long joined = System.nanoTime();
  private final Map<String, Copies> copies = new ConcurrentHashMap<>();

  /// @param name of this member
  /// @param view the names of the members, this one's first
  ClusterRecords(
      AdvancedCache<String, byte[]> cache,
      ClusterSettings settings,
      Supplier<String> name,
      Supplier<List<String>> view) {
    this.cache = cache;
    this.settings = settings;
    this.name = name;
    this.view = view;
  }

  @Override
  public String member() {
    return name.get();
  }

  @Override
  public boolean present(String member) {
    return view.get().contains(member);
  }

  @Override
  public int members() {
    return view.get().size();
  }

  @Override
  public boolean complete(int least) {
    int expected = Math.max(least, configured());
    long there = view.get().stream().filter(this::hasOffered).count();
    boolean late = System.nanoTime() - joined > ALL_PATIENCE.toNanos();
    return there >= expected || (late && there > expected / 2);
  }

  private boolean hasOffered(String member) {
    try {
      return cache.containsKey(OFFERED + member);
    } catch (CacheException | IllegalStateException e) {
      return false;
    }
  }

  private int configured() {
    String dns = settings.dns();
    try {
      return dns == null ? settings.members().size() : InetAddress.getAllByName(dns).length;
    } catch (UnknownHostException e) {
      return 1;
    }
  }

  @Override
  public void offered() {
    try {
      cache.put(OFFERED + member(), new byte[] {1});
    } catch (CacheException | IllegalStateException e) {
      LOG.warn("the other members cannot be told ({})", e.getClass().getSimpleName());
    }
  }

  @Override
  public byte @Nullable [] read(String kind, String name) throws IOException {
    try {
      return cache.get(RECORD + kind + "/" + name);
    } catch (CacheException | IllegalStateException e) {
      throw unknown(e);
    }
  }

  private static IOException unknown(Exception e) {
    return new SharedRecordException(
        "cluster: no majority, or no answer of it (%s; expected: most of the members)"
            .formatted(e.getClass().getSimpleName()));
  }

  @Override
  public boolean replace(String kind, String name, byte @Nullable [] before, byte[] next)
      throws IOException {
    String key = RECORD + kind + "/" + name;
    try {
      boolean done =
          before == null
              ? wait(cache.putIfAbsentAsync(key, next).thenApply(had -> had == null))
              : wait(cache.replaceAsync(key, before, next));
      // Of a change that was sent again, since members went, the first one may have succeeded.
      return done || Arrays.equals(cache.get(key), next);
    } catch (CacheException | IllegalStateException e) {
      throw unknown(e);
    }
  }

  private static boolean wait(CompletableFuture<Boolean> change) throws IOException {
    try {
      // Null, against what is documented, while this member leaves.
      Boolean done = change.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (done == null) {
        throw new SharedRecordException("cluster: no answer (expected: of most of the members)");
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(e);
    } catch (ExecutionException | TimeoutException e) {
      throw unknown(e);
    }
  }

  @Override
  public void copy(String kind, Copies keeper) {
    copies.put(kind, keeper);
  }

  /// Called by the cache: whoever wrote it waits for the copies, but not for long.
  @CacheEntryCreated
  @CacheEntryModified
  public @Nullable CompletionStage<Void> changed(CacheEntryEvent<String, byte[]> event) {
    String key = event.getKey();
    if (event.isPre() || event.isOriginLocal() || !key.startsWith(RECORD)) {
      return null;
    }
    int end = key.indexOf('/', RECORD.length());
    Copies keeper = copies.get(key.substring(RECORD.length(), end));
    byte[] content = event.getValue();
    return keeper == null || content == null
        ? null
        : CompletableFuture.runAsync(() -> keeper.keep(key.substring(end + 1), content), THREADS)
            .completeOnTimeout(null, COPY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(ClusterRecords::failed);
  }

  // Without the message: it may quote a record.
  private static @Nullable Void failed(Throwable fault) {
    LOG.error("a record of another member cannot be kept ({})", fault.getClass().getName());
    return null;
  }
}
