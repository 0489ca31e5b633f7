package why401.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import why401.challenge.Seen;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// The target offers schemes, and not the one that was sent.
final class OtherSchemeWanted implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    List<String> offered = c.reading().demands().schemes();
    if (keyUnnoticed(c)) {
      return Draft.possible(Cause.SCHEME_NOT_ACCEPTED)
          .because(
              From.RESPONSE,
              "We sent a key in a header; the target offers %s, and takes no notice of the key."
                  .formatted(Words.list(offered)))
          .told();
    }
    if (!c.otherSchemeOffered() || c.unlikeAnonymous()) {
      return Optional.empty();
    }
    boolean ignored = c.likeAnonymous();
    boolean controlled = ignored && (c.likeNonsense() || !c.canAsk(new Question.NonsenseControl()));
    Draft draft =
        Draft.of(Cause.SCHEME_NOT_ACCEPTED, ignored && offeredBefore(c))
            .because(
                From.RESPONSE,
                "We sent %s; the target offers %s."
                    .formatted(c.sent().scheme(), Words.list(offered)));
    Draft weighed = controlled ? draft.settled() : draft;
    return ignored
        ? weighed
            .because(From.EXPERIMENT, "It answers the same to a request without a credential.")
            .told()
        : weighed.told();
  }

  /// Whether a target that never accepted a key, and offers tokens, answers as if none had come.
  /// Keys are never offered, so that a wrong or a dropped one may look the same.
  private static boolean keyUnnoticed(Case c) {
    List<String> offered = c.reading().demands().schemes();
    boolean tokens = !offered.isEmpty() && offered.stream().allMatch("bearer"::equals);
    return c.kind() == Kind.KEY
        && c.status() == 401
        && tokens
        && c.seen() == Seen.NO
        && c.lastGood() == null
        && !c.unlikeAnonymous()
        && !c.unlikeNonsense();
  }

  /// Whether the target offered the scheme while it was good; Digest cannot even begin unoffered.
  private static boolean offeredBefore(Case c) {
    LastGood good = c.lastGood();
    String scheme = c.sent().scheme().toLowerCase(Locale.ROOT);
    boolean before =
        good != null
            && good.challenge() != null
            && good.challenge().toLowerCase(Locale.ROOT).contains(scheme);
    return before || scheme.equals("digest");
  }
}
