package why401.diagnosis.rule;

import java.util.Optional;
import java.util.regex.Pattern;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// A secret that was good is answered as nonsense and as nothing is, by a target that is not known
/// to answer everybody alike: perhaps it did not arrive.
final class ResponsesIndistinguishable implements Rule {
  /// What servers say that check passwords without a page of their own; they hardly ever tell a
  /// wrong password from a missing one.
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?is)\\W*(401)?\\W*(unauthori[sz]ed|authori[sz]ation required|http basic: access"
              + " denied)?\\W*");

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean secret = c.kind() == Kind.PASSWORD || c.kind() == Kind.KEY;
    boolean alike = c.likeAnonymous() && c.sameAsDecoy();
    boolean always =
        c.interpretation().facts().alike()
            || (c.kind() == Kind.PASSWORD && PLAIN.matcher(c.exchange().body()).matches());
    if (!secret || !alike || always || c.forbidden() || !c.sameSecretWorked()) {
      return Optional.empty();
    }
    return Hypothesis.possible(Cause.CREDENTIALS_STRIPPED)
        .because(
            From.EXPERIMENT,
            "The target answers ours, nonsense and a request without a credential exactly alike, as"
                + " if none had arrived. If it always answers everybody alike, a secret that was"
                + " changed there would look the same.")
        .because(From.HISTORY, "The same secret was accepted until a moment ago.")
        .told();
  }
}
