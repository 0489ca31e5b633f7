package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// What was found at the probe whose refusals hold a password back, for all probes of that origin
/// and credential: they are not sent meanwhile, and one fault has one explanation.
final class HeldPasswords {
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);

  private final Map<String, Found> places = new ConcurrentHashMap<>();

  /// @param probe that was examined
  private record Found(String probe, SharedDiagnoses.Dated dated) {}

  static boolean isPassword(@Nullable Credential credential) {
    return credential instanceof Credential.Basic || credential instanceof Credential.Digest;
  }

  /// A refusal was examined.
  void examined(ProbeState probeState, SharedDiagnoses.Dated dated) {
    if (dated.key() != null && isPassword(probeState.credential())) {
      Instant old = dated.at().minus(LONGEST_HOLD);
      places.values().removeIf(one -> one.dated().at().isBefore(old));
      places.merge(
          probeState.place(),
          new Found(probeState.probe().name(), dated),
          (before, now) -> before.dated().at().isBefore(now.dated().at()) ? now : before);
    }
  }

  /// What explains the hold of the probe better than `open` does; empty if nothing does.
  ///
  /// @param accepted what was found until then has ended
  Optional<SharedDiagnoses.Dated> newer(
      ProbeState probeState, @Nullable DiagnosisCache open, Instant accepted) {
    return Optional.ofNullable(places.get(probeState.place()))
        .filter(found -> found.dated().at().isAfter(accepted))
        .filter(found -> isBetter(found.dated(), open))
        .map(found -> SharedDiagnoses.elsewhere(found.probe(), found.dated()));
  }

  private static boolean isBetter(SharedDiagnoses.Dated found, @Nullable DiagnosisCache open) {
    boolean guessed = open != null && open.status() == 0 && open.examined().key() == null;
    return open == null
        || guessed
        || (found.at().isAfter(open.examined().at())
            && found.key() != null
            && found.key().equals(open.examined().key()));
  }
}
