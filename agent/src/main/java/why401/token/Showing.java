package why401.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// Decides what a probe shows (RENEWAL.md, 5.3): a token with life enough at once, after a short
/// wait one with less, never one that is as good as expired.
final class Showing {
  private static final Duration CLOCK_NOISE = Duration.ofSeconds(1);

  private final Clocks clocks;
  private final RenewalRules rules;
  private final Dispatcher dispatcher;

  Showing(Clocks clocks, RenewalRules rules, Dispatcher dispatcher) {
    this.clocks = clocks;
    this.rules = rules;
    this.dispatcher = dispatcher;
  }

  Authorization authorize(@Nullable Slot slot, Duration patience) {
    if (slot == null) {
      return unavailable("credential: unknown (expected: one of the configuration)");
    }
    Generation best = slot.held().best(clocks.now(), rules);
    if (best == null || best.times().onDemand() || tooOld(best, best.times().leastLife())) {
      if (wanting(slot)) {
        dispatcher.hurry(slot);
      }
      Flight flight = slot.flight();
      if (flight != null) {
        await(flight.result(), patience);
      }
      best = slot.held().best(clocks.now(), rules);
    }
    return best == null || tooOld(best, best.times().guard())
        ? nothing(slot)
        : ready(slot.credential(), best);
  }

  /// One that was bought a moment ago and is not good yet needs no other beside it.
  private boolean wanting(Slot slot) {
    Generation newest = slot.held().newest();
    return newest == null
        || newest.times().onDemand()
        || tooOld(newest, newest.times().leastLife());
  }

  private boolean tooOld(Generation generation, Duration least) {
    return remaining(generation).compareTo(least) < 0;
  }

  private Duration remaining(Generation generation) {
    return rules.remaining(generation.times(), generation.age(clocks.now()));
  }

  private Authorization ready(Credential.Renewable credential, Generation generation) {
    Token token = byOurClock(generation);
    return new Authorization.Ready(
        switch (credential) {
          case Credential.OAuth _ -> new Proof.AccessToken(token);
          case Credential.FormLogin login -> new Proof.Session(token, login.issuerLabel());
        });
  }

  /// The last look at the token, on the wire, knows the wall clock alone: where that was set back,
  /// the end is told by what it shows now.
  private Token byOurClock(Generation generation) {
    Token token = generation.token();
    Instant end = clocks.wall().instant().plus(remaining(generation));
    boolean later = Duration.between(end, token.expiresAt()).compareTo(CLOCK_NOISE) > 0;
    return later ? token.endingAt(end) : token;
  }

  private Authorization nothing(Slot slot) {
    Fault fault = slot.retry().fault();
    return fault == null
        ? unavailable("token: none yet (expected: the first renewal to end)")
        : new Authorization.Unavailable(fault);
  }

  private Authorization unavailable(String why) {
    return new Authorization.Unavailable(
        Fault.of(clocks.wall().instant(), Fault.Reason.TIMEOUT, why));
  }

  /// What `result` brings within `patience`, or null.
  static @Nullable Renewal await(CompletableFuture<Renewal> result, Duration patience) {
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }
}
