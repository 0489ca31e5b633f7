package why401.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.CacheException;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.token.shared.SharedFailure;
import why401.token.shared.SharedToken;
import why401.token.shared.SharedTokens;

/// Tokens, failures and requests for tokens in the cache that the majority alone can read and
/// write.
@Listener
public final class ClusterTokens implements SharedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTokens.class);
  private static final String TOKEN = "token/";
  private static final String FAILURE = "failure/";
  private static final String ASK = "ask/";

  private final AdvancedCache<String, byte[]> cache;
  private final Predicate<Credential.Renewable> renews;
  private final BiConsumer<String, Instant> asked;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private long publications;

  /// @param renews whether this member may renew a credential now
  /// @param asked is called when a member asks for another token than the one issued then
  ClusterTokens(
      AdvancedCache<String, byte[]> cache,
      Predicate<Credential.Renewable> renews,
      BiConsumer<String, Instant> asked) {
    this.cache = cache;
    this.renews = renews;
    this.asked = asked;
  }

  @Override
  public boolean renews(Credential.Renewable credential) {
    return renews.test(credential);
  }

  @Override
  public @Nullable SharedToken token(String credential) {
    return read(TOKEN, credential, TokenRecords::token);
  }

  @Override
  public @Nullable SharedFailure failure(String credential) {
    return read(FAILURE, credential, TokenRecords::failure);
  }

  private interface Reader<T> {
    T read(String credential, byte[] content) throws IOException;
  }

  /// What an entry was read as, so that a look each second costs little.
  private static final class Known {
    private final byte[] content;
    private final Object value;

    Known(byte[] content, Object value) {
      this.content = content;
      this.value = value;
    }
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // one reader to a kind; the very entry
  private <T> @Nullable T read(String kind, String credential, Reader<T> reader) {
    String key = kind + credential;
    if (!available()) {
      return null;
    }
    try {
      byte[] content = cache.get(key);
      Known before = known.get(key);
      if (content == null) {
        known.remove(key);
        return null;
      }
      if (before == null || before.content != content) {
        before = new Known(content, reader.read(credential, content));
        known.put(key, before);
      }
      return (T) before.value;
    } catch (CacheException e) {
      // The majority was lost just now.
      return null;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // Without the message: it may quote a token.
      LOG.error("{}{}: not readable ({})", kind, credential, e.getClass().getName());
      return null;
    }
  }

  @Override
  public void publish(SharedToken token) {
    long life = Math.max(1, token.lifetime().toMillis());
    write(TOKEN + token.credential(), TokenRecords.write(token), life);
  }

  @Override
  public void publish(SharedFailure failure) {
    write(
        FAILURE + failure.credential(),
        TokenRecords.write(failure),
        Duration.ofHours(1).toMillis());
  }

  @Override
  public void ask(String credential, Instant issuedAt) {
    // Each time another content, so that it counts as changed.
    String text = issuedAt + " " + System.nanoTime();
    write(
        ASK + credential, text.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1).toMillis());
  }

  /// Without the majority nothing is known.
  private boolean available() {
    return cache.getAvailability() == AvailabilityMode.AVAILABLE;
  }

  private void write(String key, byte[] content, long millis) {
    if (!available()) {
      return;
    }
    try {
      cache.put(key, content, millis, TimeUnit.MILLISECONDS);
    } catch (CacheException e) {
      LOG.warn("{}: the other members cannot be told ({})", key, e.getClass().getSimpleName());
    }
  }

  @Override
  public <T> @Nullable T await(Supplier<@Nullable T> look, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = publications();
      T found = look.get();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (found != null || left <= 0 || !published(seen, left)) {
        return found;
      }
    }
  }

  private synchronized long publications() {
    return publications;
  }

  /// Waits for a publication after `seen`, half a second at most; false after an interruption.
  private synchronized boolean published(long seen, long most) {
    long millis = Math.min(most, 500);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      long left = millis;
      while (publications == seen && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Called by the cache.
  @CacheEntryCreated
  @CacheEntryModified
  public void changed(CacheEntryEvent<String, byte[]> event) {
    if (event.isPre()) {
      return;
    }
    String key = event.getKey();
    if (key.startsWith(ASK)) {
      ask(key.substring(ASK.length()), event.getValue());
      return;
    }
    synchronized (this) {
      publications++;
      notifyAll();
    }
  }

  private void ask(String credential, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    Instant issuedAt = Instant.parse(text.substring(0, text.indexOf(' ')));
    Thread.ofVirtual().name("asked").start(() -> asked.accept(credential, issuedAt));
  }
}
