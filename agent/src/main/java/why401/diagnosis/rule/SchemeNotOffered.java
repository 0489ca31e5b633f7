package why401.diagnosis.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.CredentialReceipt;

/// The target offers schemes, and not the one that was sent.
final class SchemeNotOffered implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    List<String> offered = c.interpretation().demands().schemes();
    if (keyUnnoticed(c)) {
      return Hypothesis.possible(Cause.SCHEME_NOT_ACCEPTED)
          .because(
              From.RESPONSE,
              "We sent a key in a header; the target offers %s, and takes no notice of the key."
                  .formatted(Formats.list(offered)))
          .told();
    }
    if (!c.otherSchemeOffered() || c.unlikeAnonymous()) {
      return Optional.empty();
    }
    boolean ignored = c.likeAnonymous();
    boolean controlled =
        ignored && (c.sameAsDecoy() || !Feasibility.may(c, new Experiment.NonsenseControl()));
    Hypothesis hypothesis =
        Hypothesis.of(Cause.SCHEME_NOT_ACCEPTED, ignored && offeredBefore(c))
            .because(
                From.RESPONSE,
                "We sent %s; the target offers %s."
                    .formatted(c.sent().scheme(), Formats.list(offered)));
    Hypothesis weighed = controlled ? hypothesis.settled() : hypothesis;
    return ignored
        ? weighed
            .because(From.EXPERIMENT, "It answers the same to a request without a credential.")
            .told()
        : weighed.told();
  }

  /// Whether a target that never accepted a key, and offers tokens, answers as if none had come.
  /// Keys are never offered, so that a wrong or a dropped one may look the same.
  private static boolean keyUnnoticed(EvidenceView c) {
    List<String> offered = c.interpretation().demands().schemes();
    boolean tokens = !offered.isEmpty() && offered.stream().allMatch("bearer"::equals);
    return c.kind() == Kind.KEY
        && c.status() == 401
        && tokens
        && c.seen() == CredentialReceipt.NO
        && c.lastAccepted() == null
        && !c.unlikeAnonymous()
        && !c.unlikeDecoy();
  }

  /// Whether the target offered the scheme while it was good; Digest cannot even begin unoffered.
  private static boolean offeredBefore(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    String scheme = c.sent().scheme().toLowerCase(Locale.ROOT);
    boolean before =
        accepted != null
            && accepted.challenge() != null
            && accepted.challenge().toLowerCase(Locale.ROOT).contains(scheme);
    return before || scheme.equals("digest");
  }
}
