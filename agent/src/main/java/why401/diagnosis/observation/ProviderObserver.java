package why401.diagnosis.observation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Takes down what the identity provider says of the token and its key, and whether it answers.
final class ProviderObserver implements Observer {
  private static final Set<RenewalFailure.Reason> DOWN =
      EnumSet.of(RenewalFailure.Reason.UNREACHABLE, RenewalFailure.Reason.TIMEOUT);

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    if (!unanswered(c, log)) {
      provider(c.evidence().background().issuer(), log);
    }
    if (c.standing().equals(c.refusal())) {
      c.introspected().ifPresent(said -> introspection(said, log));
    }
    c.key().ifPresent(said -> key(c, said, log));
  }

  /// What this examination saw itself is newer than what is known of the provider.
  private static boolean unanswered(EvidenceView c, ObservationLog log) {
    boolean down =
        c.renewalFailed().filter(failed -> DOWN.contains(failed.failure().reason())).isPresent();
    if (down) {
      log.see("provider", "down");
    }
    return down;
  }

  static void provider(@Nullable IssuerHealth health, ObservationLog log) {
    if (health != null) {
      log.see("provider", health.failing() ? "failing" : health.up() ? "up" : "down");
    }
  }

  private static void introspection(ExperimentResult.Introspected asked, ObservationLog log) {
    log.see(
        "introspection",
        switch (asked.said()) {
          case Introspection.Active _ -> "active";
          case Introspection.Inactive _ -> inactive(asked.ofFresh());
          case Introspection.Unanswered _ -> "refused";
        });
  }

  /// A provider that calls a token inactive which it has just issued says nothing by that.
  private static String inactive(@Nullable Introspection ofFresh) {
    return switch (ofFresh) {
      case Introspection.Active _ -> "inactive";
      case Introspection.Inactive _ -> "inactive-fresh-too";
      case Introspection.Unanswered _ -> "inactive-alone";
      case null -> "inactive-alone";
    };
  }

  private static void key(EvidenceView c, KeyLookup said, ObservationLog log) {
    String keyId = c.jwt().map(JwtFacts::keyId).orElse("without a name");
    log.see(
        "key",
        switch (said) {
          case KeyLookup.Published _ -> isNew(c, keyId) ? "published-new" : "published";
          case KeyLookup.Absent _ -> wasGood(c, keyId) ? "withdrawn" : "never-seen";
          case KeyLookup.Unanswered _ -> "unreadable";
        },
        "key",
        "'" + Formats.name(keyId) + "'");
  }

  private static boolean isNew(EvidenceView c, String keyId) {
    return then(c)
        .filter(token -> token.keyId() != null && !keyId.equals(token.keyId()))
        .isPresent();
  }

  /// Whether a token that this key signed was accepted before, so that it had been published.
  private static boolean wasGood(EvidenceView c, String keyId) {
    return then(c).filter(token -> keyId.equals(token.keyId())).isPresent();
  }

  private static Optional<JwtFacts> then(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted == null ? Optional.empty() : Optional.ofNullable(accepted.shown().token());
  }
}
