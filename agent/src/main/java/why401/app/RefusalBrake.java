package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Credentials;

/// Slows a probe down whose token or key is refused again and again in the same way, so that the
/// agent is not banned for asking. It is off as soon as anything is accepted, or the token, the
/// key, the configuration or the answer changes. Passwords have a protection of their own.
///
/// @param look of the refusals, the secret included
/// @param fingerprint of the secret that was refused
/// @param alike refusals in a row that looked like that
/// @param banned whether the last one speaks of a ban or a limit
/// @param at when the last one was sent
record RefusalBrake(String look, String fingerprint, int alike, boolean banned, Instant at) {
  /// Nothing was refused.
  static final RefusalBrake OFF = new RefusalBrake("", "", 0, false, Instant.EPOCH);

  /// Common filters ban after five failures in ten minutes.
  private static final int MANY = 5;

  private static final Slowdown AFTER_MANY = new Slowdown(5, Duration.ofSeconds(150));
  private static final Slowdown AFTER_BAN = new Slowdown(10, Duration.ofMinutes(5));
  private static final Duration USUAL = Duration.ofSeconds(30);

  private static final Pattern BAN =
      Pattern.compile("(?i)\\b(?:banned|blacklisted|blocklisted|temporarily blocked|too many)\\b");

  /// How much longer the pause between two runs is.
  ///
  /// @param longest so long it is at most
  private record Slowdown(int times, Duration longest) {}

  /// With one refusal more.
  RefusalBrake refused(Outcome.Refused refused) {
    String now = DiagnosisCache.signatureOf(refused, false);
    boolean ban =
        refused.exchange().header("Retry-After").isPresent()
            || BAN.matcher(refused.exchange().body()).find();
    int count = now.equals(look) ? alike + 1 : 1;
    String shown = refused.exchange().sent().fingerprint();
    return new RefusalBrake(now, shown, count, ban, refused.exchange().sent().at());
  }

  /// Whether the run of `probe` that is due at `now` is left out.
  boolean holds(Probe probe, Credentials credentials, Instant now) {
    if (!slow() || !credentials.fingerprint().equals(fingerprint) || !mayBeSlow(credentials)) {
      return false;
    }
    Duration interval = interval(probe);
    return Duration.between(at, now).compareTo(pause(interval).minus(interval.dividedBy(2))) < 0;
  }

  private static boolean mayBeSlow(Credentials credentials) {
    return switch (credentials) {
      case Credentials.StaticBearer _,
          Credentials.AccessToken _,
          Credentials.Key _,
          Credentials.Body _,
          Credentials.Session _ ->
          true;
      case Credentials.None _, Credentials.Basic _, Credentials.Digest _ -> false;
    };
  }

  /// Whether runs are left out.
  boolean slow() {
    return banned || alike >= MANY;
  }

  /// The pause between two runs, while it is slow.
  Duration pause(Duration interval) {
    Slowdown slowdown = banned ? AFTER_BAN : AFTER_MANY;
    Duration longer = interval.multipliedBy(slowdown.times());
    Duration bounded = longer.compareTo(slowdown.longest()) < 0 ? longer : slowdown.longest();
    return bounded.compareTo(interval) < 0 ? interval : bounded;
  }

  static Duration interval(Probe probe) {
    return probe.cadence() instanceof Probe.Cadence.Every(Duration interval) ? interval : USUAL;
  }
}
