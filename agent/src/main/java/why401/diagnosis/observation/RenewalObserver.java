package why401.diagnosis.observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.RetrySeries;
import why401.diagnosis.verdict.Formats;
import why401.response.prose.ProseReading.Band;
import why401.token.RenewalFailure;

/// Compares a new token with the refused one: whether it is new, what differs, how it fared.
final class RenewalObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    c.renewed().ifPresent(renewed -> renewed(c, renewed, log));
    c.renewalFailed().ifPresent(failed -> failed(failed, log));
  }

  private static void failed(ExperimentResult.RenewalFailed failed, ObservationLog log) {
    RenewalFailure failure = failed.failure();
    if (failure.reason() == RenewalFailure.Reason.REJECTED) {
      String code = failure.error() == null ? String.valueOf(failure.status()) : failure.error();
      boolean locked =
          failed.interpretation() != null
              && failed
                  .interpretation()
                  .reason()
                  .cause(Band.MID)
                  .filter(said -> said == Cause.ACCOUNT_LOCKED)
                  .isPresent();
      log.either(
          "renewed-token",
          locked,
          "renewal-refused-locked",
          "renewal-refused",
          "code",
          "'" + code + "'");
    } else {
      log.see("renewed-token", "renewal-unanswered");
    }
  }

  private static void renewed(
      EvidenceView c, ExperimentResult.Renewed renewed, ObservationLog log) {
    Observation answer = renewed.observation();
    CredentialFacts fresh = renewed.fresh();
    if (sameAgain(c.sent(), fresh)) {
      // An accepted repetition; the repeats say so.
      log.see("renewed-token", "not-renewed");
    } else if (answer.accepted()) {
      accepted(c, fresh, log);
    } else if (answer.refused()) {
      boolean alike = c.refusal().sameAs(answer);
      log.either("renewed-token", alike, "refused-alike", "refused-otherwise");
    }
  }

  private static boolean sameAgain(CredentialFacts before, CredentialFacts after) {
    JwtFacts then = before.token();
    JwtFacts now = after.token();
    boolean sameId =
        then != null
            && now != null
            && then.more().id() != null
            && then.more().id().equals(now.more().id());
    return sameId || before.fingerprint().equals(after.fingerprint());
  }

  private static void accepted(EvidenceView c, CredentialFacts fresh, ObservationLog log) {
    List<String> claims = differing(c.sent().token(), fresh.token());
    if (!claims.isEmpty()) {
      log.see("renewed-token", "accepted-with-other-claims", "claims", String.join(", ", claims));
      return;
    }
    Optional<Boolean> old = oldAcceptedSince(c);
    log.see(
        "renewed-token",
        old.map(accepted -> accepted ? "accepted-old-too" : "accepted").orElse("accepted-unlike"));
  }

  /// How the old one fared after the new one was accepted; empty if it was not shown again.
  private static Optional<Boolean> oldAcceptedSince(EvidenceView c) {
    List<ExperimentResult> answers = c.evidence().answers();
    int at = answers.indexOf(c.renewed().orElseThrow());
    RetrySeries since = RetrySeries.of(answers.subList(at, answers.size()));
    return since.asked() == 0 ? Optional.empty() : Optional.of(since.accepted().getLast());
  }

  private static List<String> differing(@Nullable JwtFacts then, @Nullable JwtFacts now) {
    List<String> claims = new ArrayList<>();
    if (then == null
        || now == null
        || then.form() != JwtFacts.Form.JWT
        || now.form() != JwtFacts.Form.JWT) {
      return claims;
    }
    differ(claims, "audience", then.audience(), now.audience());
    differ(claims, "scope", then.scope(), now.scope());
    differ(claims, "roles or groups", then.more().rights(), now.more().rights());
    if (!Objects.equals(then.issuer(), now.issuer())) {
      claims.add("issuer " + Formats.name(String.valueOf(now.issuer())));
    }
    return claims;
  }

  private static void differ(
      List<String> claims, String name, List<String> then, List<String> now) {
    if (!new HashSet<>(then).equals(new HashSet<>(now))) {
      claims.add(name + " " + Formats.list(now));
    }
  }
}
