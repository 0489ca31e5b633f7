package why401.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.infinispan.AdvancedCache;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.deployment.SharedMap;

/// A map in a replicated cache. One thread writes and another one reports, so that neither a run of
/// a probe nor the cache waits.
@Listener
public final class CacheMap implements SharedMap, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheMap.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long FLUSH_MILLIS = 1_000;
  private static final byte[] NOTHING = {};

  private final AdvancedCache<String, byte[]> cache;
  private final Map<String, byte[]> unsent = new LinkedHashMap<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private boolean mergeUnread;
  private boolean sending;
  private boolean closed;

  CacheMap(AdvancedCache<String, byte[]> cache) {
    this.cache = cache;
    Thread.ofVirtual().name("send " + cache.getName()).start(this::send);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return cache.get(key);
  }

  @Override
  public Set<String> keys() {
    return Set.copyOf(cache.keySet());
  }

  @Override
  public Map<String, byte[]> all() {
    return new TreeMap<>(cache);
  }

  @Override
  public void put(String key, byte[] value) {
    enqueue(key, value);
  }

  @Override
  public void remove(String key) {
    enqueue(key, NOTHING);
  }

  private synchronized void enqueue(String key, byte[] value) {
    unsent.remove(key);
    unsent.put(key, value);
    notifyAll();
  }

  private void send() {
    try {
      for (Map.Entry<String, byte[]> next = next(); next != null; next = next()) {
        send(next.getKey(), next.getValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Map.@Nullable Entry<String, byte[]> next() throws InterruptedException {
    sending = false;
    notifyAll();
    while (unsent.isEmpty() && !closed) {
      wait();
    }
    if (unsent.isEmpty()) {
      return null;
    }
    var first = unsent.entrySet().iterator().next();
    unsent.remove(first.getKey());
    sending = true;
    return Map.entry(first.getKey(), first.getValue());
  }

  private void send(String key, byte[] value) throws InterruptedException {
    try {
      if (value.length == 0) {
        cache.remove(key);
      } else {
        cache.put(key, value);
      }
    } catch (RuntimeException e) {
      LOG.debug("{} {}: not sent ({})", cache.getName(), key, e.toString());
      if (again(key, value)) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private synchronized boolean again(String key, byte[] value) {
    if (!closed) {
      unsent.putIfAbsent(key, value);
    }
    return !closed;
  }

  @Override
  public void follow(Consumer<String> changed, Runnable merged) {
    cache.addListener(this);
    Thread.ofVirtual().name("read " + cache.getName()).start(() -> report(changed, merged));
  }

  private void report(Consumer<String> changed, Runnable merged) {
    try {
      while (true) {
        Set<String> keys = new LinkedHashSet<>();
        if (news(keys)) {
          merged.run();
        }
        keys.forEach(changed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for news; whether a merge is among them.
  private synchronized boolean news(Set<String> keys) throws InterruptedException {
    while (unread.isEmpty() && !mergeUnread) {
      wait();
    }
    keys.addAll(unread);
    unread.clear();
    boolean merge = mergeUnread;
    mergeUnread = false;
    return merge;
  }

  /// Called by the cache.
  @CacheEntryCreated
  @CacheEntryModified
  @CacheEntryRemoved
  public synchronized void changed(CacheEntryEvent<String, byte[]> event) {
    if (!event.isPre()) {
      unread.add(event.getKey());
      notifyAll();
    }
  }

  /// Parts of the cluster have become one.
  synchronized void merged() {
    mergeUnread = true;
    notifyAll();
  }

  /// Sends what is left, for as long as a member that ends may take.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    long end = System.nanoTime() + Duration.ofMillis(FLUSH_MILLIS).toNanos();
    try {
      for (long left = FLUSH_MILLIS; (sending || !unsent.isEmpty()) && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
