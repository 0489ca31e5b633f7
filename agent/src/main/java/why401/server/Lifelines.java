package why401.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.token.Fault;
import why401.token.Token;
import why401.token.TokenListener;

/// Remembers the last renewals of every credential, good and bad, to draw its life.
public final class Lifelines implements TokenListener {
  private static final int MOST = 24;

  private final Map<String, Deque<Event>> events = new ConcurrentHashMap<>();
  private final Changes changes;

  /// Tells `changes` of every renewal.
  public Lifelines(Changes changes) {
    this.changes = changes;
  }

  /// One renewal that ended.
  ///
  /// @param reason why it failed, or null if it went well
  /// @param until the end of what it bought, or null if it failed
  record Event(Instant at, @Nullable String reason, @Nullable Instant until) {}

  @Override
  public void renewed(String issuer, Token token, Duration took) {
    add(token.credential(), new Event(token.issuedAt(), null, token.expiresAt()));
  }

  @Override
  public void renewalFailed(String credential, String issuer, Fault fault, Duration took) {
    add(credential, new Event(fault.at(), fault.reason().label(), null));
  }

  private void add(String credential, Event event) {
    events.compute(
        credential,
        (_, before) -> {
          Deque<Event> kept = before == null ? new ArrayDeque<>() : new ArrayDeque<>(before);
          if (kept.size() == MOST) {
            kept.removeFirst();
          }
          kept.addLast(event);
          return kept;
        });
    changes.credential(credential);
  }

  /// A credential is gone; so is its past.
  public void forget(String credential) {
    events.remove(credential);
  }

  /// The last renewals of `credential`, oldest first.
  List<Event> of(String credential) {
    return List.copyOf(events.getOrDefault(credential, new ArrayDeque<>()));
  }
}
