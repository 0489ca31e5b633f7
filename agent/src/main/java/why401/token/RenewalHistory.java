package why401.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps the last renewals of every credential, successful and failed, for its timeline.
public final class RenewalHistory implements TokenListener {
  private static final int MOST = 24;

  private final Map<String, Deque<Event>> events = new ConcurrentHashMap<>();
  private final Consumer<String> onChange;
  private final Function<String, Collection<String>> sharers;

  /// @param onChange gets the name of the credential after each renewal
  /// @param sharers the credentials that have the token of the one that is named, which is one
  public RenewalHistory(Consumer<String> onChange, Function<String, Collection<String>> sharers) {
    this.onChange = onChange;
    this.sharers = sharers;
  }

  /// One renewal that ended.
  ///
  /// @param reason why it failed, or null if it went well
  /// @param until the expiry of the new token, or null if it failed
  public record Event(Instant at, @Nullable String reason, @Nullable Instant until) {}

  @Override
  public void renewed(String issuer, Token token, Duration took) {
    addToAll(token.credential(), new Event(token.issuedAt(), null, token.expiresAt()));
  }

  @Override
  public void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {
    addToAll(credential, new Event(failure.at(), failure.reason().label(), null));
  }

  private void addToAll(String credential, Event event) {
    sharers.apply(credential).forEach(one -> add(one, event));
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
    onChange.accept(credential);
  }

  /// A credential is gone; so is its past.
  public void forget(String credential) {
    events.remove(credential);
  }

  /// The last renewals of `credential`, oldest first.
  public List<Event> of(String credential) {
    return List.copyOf(events.getOrDefault(credential, new ArrayDeque<>()));
  }
}
