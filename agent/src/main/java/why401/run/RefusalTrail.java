package why401.run;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.LastAccepted.Surface;
import why401.diagnosis.evidence.Recovery;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.token.Credentials;
import why401.token.RenewalFailure;

/// The refusals since the last accepted run, as far as they help to tell how they ended.
///
/// @param exchange the last refused one, or null if none could be sent
/// @param configuration of the probe at the last refusal
/// @param failure why the last run had nothing to send, or null if it had
/// @param attempts changes that had no effect
record RefusalTrail(
    @Nullable Exchange exchange,
    Credentials credentials,
    String configuration,
    @Nullable RenewalFailure failure,
    Recovery.Attempts attempts) {
  /// For a probe that is accepted.
  static RefusalTrail since(@Nullable Exchange good) {
    return new RefusalTrail(
        null,
        new Credentials.None(),
        "",
        null,
        new Recovery.Attempts(false, false, good == null ? null : good.address()));
  }

  /// With one more refusal.
  RefusalTrail refused(Exchange last, Credentials sent, String configured) {
    boolean other = exchange != null && !credentials.fingerprint().equals(sent.fingerprint());
    return new RefusalTrail(
        last.withoutBody(),
        sent,
        configured,
        null,
        new Recovery.Attempts(
            attempts.several() || other,
            last.header("Retry-After").isPresent(),
            attempts.address()));
  }

  /// With one more run that had nothing to send.
  RefusalTrail withheld(Outcome.Withheld outcome, String configured) {
    return switch (outcome.reason()) {
      case SHUTDOWN, SLOWED_DOWN, MAINTENANCE, CLUSTER -> this;
      case ACCOUNT_PROTECTION ->
          new RefusalTrail(
              exchange,
              credentials,
              configuration,
              failure,
              new Recovery.Attempts(attempts.several(), true, attempts.address()));
      case CREDENTIAL_UNAVAILABLE ->
          new RefusalTrail(exchange, credentials, configured, outcome.failure(), attempts);
    };
  }

  /// How an accepted run ended it; empty if nothing is known about the refusals.
  Optional<Recovery> endedBy(Exchange accepted, Credentials sent, String configured) {
    if (exchange == null && failure == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Recovery(
            accepted.receivedAt(),
            side(Objects.requireNonNullElse(exchange, accepted), credentials, configuration),
            failure,
            side(accepted, sent, configured),
            attempts));
  }

  private static Recovery.Side side(Exchange exchange, Credentials sent, String configured) {
    return new Recovery.Side(CredentialFacts.of(sent), Surface.of(exchange), configured);
  }
}
