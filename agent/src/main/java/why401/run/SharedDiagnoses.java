package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;

/// One examination for many refusals that have one explanation: the first is examined, those that
/// come while that lasts wait for it, and those within a minute after it share it. If the first was
/// examined while others counted as accepted that are refused alike in fact, one of them is
/// examined again, and all take over what is found.
///
/// What may be a matter of the resource that was asked for, and not of the credential, is never
/// `certain` for a probe that was not examined itself.
final class SharedDiagnoses {
  private static final int SEVERAL = 3;
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final Duration LONGEST_EXAMINATION = Duration.ofSeconds(30);
  private static final Set<Cause> OF_CREDENTIAL =
      EnumSet.of(
          Cause.CREDENTIALS_INVALID,
          Cause.ACCOUNT_LOCKED,
          Cause.TOKEN_EXPIRED,
          Cause.TOKEN_REVOKED,
          Cause.TOKEN_SIGNATURE_INVALID,
          Cause.IDENTITY_PROVIDER_UNAVAILABLE);

  private static final String RENEWED = new Experiment.RenewedToken().label();

  private final Map<RefusalKey, Examination> last = new ConcurrentHashMap<>();

  /// Those that saw a new token refused as the old one was: they explain refusals of any token.
  private final Map<RefusalKey, Examination> ofAnyToken = new ConcurrentHashMap<>();

  private final InstantSource clock;

  SharedDiagnoses(InstantSource clock) {
    this.clock = clock;
  }

  /// A diagnosis and when it was made.
  ///
  /// @param at the start of its examination, the same for all that share it
  /// @param key of the refusals that share it, or null if it is not shared
  record Dated(Diagnosis.Concluded found, Instant at, @Nullable RefusalKey key) {}

  /// Examines a refusal. What siblings did before the given time says nothing of now.
  interface Examiner {
    Diagnosis.Concluded examine(Instant since);
  }

  /// A refused run that is to be explained.
  ///
  /// @param since when the refusals of its probe began
  /// @param after what was examined until then says nothing of it: the last examination that it
  ///   shared, the last accepted run
  /// @param tolerance how far apart the beginnings of one fault may be
  record Run(String probe, Instant since, Instant after, Duration tolerance) {}

  /// What the probe that was examined learns, and what all others do.
  private record Found(Diagnosis.Concluded own, Diagnosis.Concluded shared) {}

  /// An examination that is under way, or the last one that ended.
  ///
  /// @param acceptedSiblings probes that it took for accepted because they were at their last runs
  /// @param joined refused runs that share it
  private record Examination(
      RefusalKey key,
      Run run,
      Instant at,
      int acceptedSiblings,
      AtomicInteger joined,
      CompletableFuture<Found> result) {
    boolean explains(Run other, Instant now) {
      Duration apart = Duration.between(run.since(), other.since()).abs();
      return now.isBefore(at.plus(NEAR))
          && at.isAfter(other.after())
          && apart.compareTo(other.tolerance()) <= 0
          && !result.isCompletedExceptionally();
    }

    /// Whether it took probes for accepted of which several have been refused alike since.
    boolean isOvertaken() {
      return acceptedSiblings > 0 && joined.get() >= Math.min(SEVERAL, acceptedSiblings);
    }

    Dated dated(Run other, Found found) {
      return new Dated(run.probe().equals(other.probe()) ? found.own() : found.shared(), at, key);
    }
  }

  /// What is known of a refused run with `key`, examined by `examine` if there is nothing to share.
  ///
  /// @param acceptedSiblings how many probes of this origin and credential were accepted last
  Dated of(RefusalKey key, Run run, IntSupplier acceptedSiblings, Examiner examiner) {
    Instant now = clock.instant();
    AtomicReference<@Nullable Examination> mine = new AtomicReference<>();
    AtomicReference<Instant> since = new AtomicReference<>(Instant.EPOCH);
    Examination shared =
        last.compute(
            key,
            (_, before) -> {
              Examination known = known(before, key, run, now);
              if (known != null) {
                known.joined().incrementAndGet();
                if (!known.isOvertaken()) {
                  return known;
                }
                since.set(known.at());
              }
              RefusalKey own = known != null ? known.key() : before == null ? key : before.key();
              mine.set(begin(own, run, now, known != null ? 0 : acceptedSiblings.getAsInt()));
              return mine.get();
            });
    Examination own = mine.get();
    if (own != null) {
      last.put(own.key(), own);
    }
    return own != null
        ? examined(own, () -> examiner.examine(since.get()))
        : awaited(shared, run, () -> examiner.examine(Instant.EPOCH));
  }

  private @Nullable Examination known(
      @Nullable Examination before, RefusalKey key, Run run, Instant now) {
    if (before != null && before.explains(run, now)) {
      return before;
    }
    Examination other = ofAnyToken.get(key.ofAnyToken());
    return other != null && other.explains(run, now) ? other : null;
  }

  private static Examination begin(RefusalKey key, Run run, Instant now, int acceptedSiblings) {
    return new Examination(
        key, run, now, acceptedSiblings, new AtomicInteger(), new CompletableFuture<>());
  }

  private Dated examined(Examination mine, Supplier<Diagnosis.Concluded> examine) {
    try {
      Diagnosis.Concluded found = examine.get();
      if (sawNewTokenRefused(found)) {
        ofAnyToken.put(mine.key().ofAnyToken(), mine);
      }
      mine.result().complete(new Found(found, shared(mine.run().probe(), found)));
      return new Dated(found, mine.at(), mine.key());
    } catch (RuntimeException | Error e) {
      mine.result().completeExceptionally(e);
      throw e;
    } finally {
      Instant old = clock.instant().minus(NEAR);
      last.values().removeIf(one -> one.result().isDone() && one.at().isBefore(old));
      ofAnyToken.values().removeIf(one -> one.at().isBefore(old));
    }
  }

  private static boolean sawNewTokenRefused(Diagnosis.Concluded found) {
    return found.verdict().experiments().stream()
        .anyMatch(report -> report.name().equals(RENEWED) && report.status() >= 400);
  }

  private Dated awaited(Examination shared, Run run, Supplier<Diagnosis.Concluded> examine) {
    try {
      Found found = shared.result().get(LONGEST_EXAMINATION.toMillis(), TimeUnit.MILLISECONDS);
      return shared.dated(run, found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Then it is examined by itself.
    }
    return new Dated(examine.get(), clock.instant(), null);
  }

  /// What was found meanwhile of a refused run with `key` at another probe; empty if nothing was.
  Optional<Dated> newer(RefusalKey key, Run run) {
    Examination known = last.get(key);
    return known != null && known.result().isDone() && known.explains(run, clock.instant())
        ? Optional.of(known.dated(run, known.result().join()))
        : Optional.empty();
  }

  private static Diagnosis.Concluded shared(String probe, Diagnosis.Concluded found) {
    return attributed(
        found,
        "It was examined at the probe '"
            + probe
            + "', which the same target refused alike, with the same credential, at that time.");
  }

  /// What was found at `probe`, for one that sends nothing because of it.
  static Dated elsewhere(String probe, Dated dated) {
    return new Dated(
        attributed(
            dated.found(),
            "The password is held back since the same target refused it at the probe '"
                + probe
                + "'; that is what was examined."),
        dated.at(),
        dated.key());
  }

  private static Diagnosis.Concluded attributed(Diagnosis.Concluded found, String where) {
    Verdict verdict = found.verdict();
    Verdict sure =
        OF_CREDENTIAL.contains(verdict.cause()) ? verdict : verdict.atMost(Confidence.LIKELY);
    return new Diagnosis.Concluded(
        sure.with(new Finding(Finding.From.HISTORY, where)), found.observations(), found.subject());
  }
}
