package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Credentials;

/// Slows a probe down whose token or key is refused again and again, so that the agent is not
/// banned for asking. It is off as soon as anything is accepted; a new token, key or configuration
/// is shown at once. Passwords have a protection of their own.
///
/// @param look of the refusals, the secret included
/// @param fingerprint of the secret that was refused
/// @param alike refusals in a row that looked like that
/// @param banned whether the last one speaks of a ban or a limit
/// @param load what else the target refused
/// @param at when the last one was sent
record RefusalBrake(
    String look, String fingerprint, int alike, boolean banned, Load load, Instant at) {
  /// Nothing was refused.
  static final RefusalBrake OFF = new RefusalBrake("", "", 0, false, Load.NONE, Instant.EPOCH);

  /// Common filters ban at the fifth failure within ten minutes.
  private static final int MANY = 4;

  /// After experiments, which came all at once.
  private static final Slowdown AFTER_EXPERIMENTS =
      new Slowdown(1, Duration.ofSeconds(30), Duration.ofSeconds(30));

  private static final Slowdown AFTER_MANY =
      new Slowdown(7, Duration.ofSeconds(30), Duration.ofSeconds(210));
  private static final Slowdown AFTER_BAN =
      new Slowdown(10, Duration.ofMinutes(1), Duration.ofMinutes(5));
  private static final Duration USUAL = Duration.ofSeconds(30);

  private static final Pattern BAN =
      Pattern.compile(
          "(?i)\\b(?:banned|blacklisted|blocklisted|denylisted|(?:temporarily|been) blocked|too"
              + " many)\\b|\\bip[ _-]?ban\\b");

  /// Pauses of a crowd add up no further than this.
  private static final Duration LONGEST_OF_CROWD = Duration.ofMinutes(5);

  /// What the target refused besides this probe's runs.
  ///
  /// @param exhausted whether runs and experiments were refused as often as filters forgive
  /// @param crowd probes that are refused there with the same credential, this one included
  record Load(boolean exhausted, int crowd) {
    static final Load NONE = new Load(false, 1);
  }

  /// How much longer the pause between two runs is.
  ///
  /// @param least so long it is at least
  /// @param longest so long it is at most, unless the interval itself is longer
  private record Slowdown(int times, Duration least, Duration longest) {}

  /// With one refusal more.
  RefusalBrake refused(Outcome.Refused refused) {
    String now = DiagnosisCache.signatureOf(refused, false);
    boolean ban =
        refused.exchange().header("Retry-After").isPresent()
            || BAN.matcher(refused.exchange().body()).find();
    int count = now.equals(look) ? alike + 1 : 1;
    String shown = refused.exchange().sent().fingerprint();
    return new RefusalBrake(now, shown, count, ban, load, refused.exchange().sent().at());
  }

  /// After the experiments on a refusal.
  ///
  /// @param left requests that the target may still refuse before a filter would act
  /// @param crowd probes that are refused there with the same credential, this one included
  RefusalBrake examined(int left, int crowd) {
    Load next = new Load(left <= 0, Math.max(1, crowd));
    return look.isEmpty() || next.equals(load)
        ? this
        : new RefusalBrake(look, fingerprint, alike, banned, next, at);
  }

  /// Whether the run of `probe` that is due at `now` is left out.
  boolean holds(Probe probe, Credentials credentials, Instant now) {
    return holds(credentials) && now.isBefore(until(probe));
  }

  /// Whether it slows down a probe that would send `credentials`.
  boolean holds(Credentials credentials) {
    return slow() && credentials.fingerprint().equals(fingerprint) && mayBeSlow(credentials);
  }

  /// When the target is asked next, at the earliest.
  Instant until(Probe probe) {
    Duration interval = interval(probe);
    return at.plus(pause(interval)).minus(interval.dividedBy(2));
  }

  private static boolean mayBeSlow(Credentials credentials) {
    return switch (credentials) {
      case Credentials.StaticBearer _,
          Credentials.AccessToken _,
          Credentials.Key _,
          Credentials.Body _,
          Credentials.Signed _,
          Credentials.Session _ ->
          true;
      case Credentials.None _, Credentials.Basic _, Credentials.Digest _ -> false;
    };
  }

  /// Whether runs are left out.
  boolean slow() {
    return banned || load.exhausted() || alike >= MANY || load.crowd() > MANY;
  }

  /// The pause between two runs, while it is slow.
  Duration pause(Duration interval) {
    Slowdown slowdown = banned ? AFTER_BAN : alike >= MANY ? AFTER_MANY : AFTER_EXPERIMENTS;
    Duration most = shorter(interval.multipliedBy(slowdown.times()), slowdown.longest());
    Duration alone = longer(most, slowdown.least());
    Duration together = shorter(alone.multipliedBy(load.crowd()), LONGEST_OF_CROWD);
    return longer(longer(together, alone), interval);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  static Duration interval(Probe probe) {
    return probe.cadence() instanceof Probe.Cadence.Every(Duration interval) ? interval : USUAL;
  }
}
