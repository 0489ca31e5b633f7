package why401.diagnosis.rule;

import java.util.Locale;
import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;

/// The target looks like another server than before, and answers everybody the same.
final class ServerChanged implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    boolean blind = c.likeAnonymous() && c.sameAsDecoy();
    if (accepted == null || !blind || !c.sameSecretWorked() || c.kind() == Kind.SESSION) {
      return Optional.empty();
    }
    String then = product(accepted.surface().server());
    String now = product(LastAccepted.Surface.of(c.exchange()).server());
    return then.equals(now)
        ? Optional.empty()
        : Hypothesis.likely(Cause.CREDENTIALS_STRIPPED)
            .because(
                From.HISTORY,
                "'%s' answered while it worked, '%s' answers now: another server stands in the path."
                    .formatted(
                        Formats.name(accepted.surface().server()),
                        Formats.name(LastAccepted.Surface.of(c.exchange()).server())))
            .because(
                From.EXPERIMENT,
                "It answers the same to our credential, to nonsense and to nobody.")
            .told();
  }

  /// Without versions: a patched server is the same server.
  private static String product(String server) {
    return server.toLowerCase(Locale.ROOT).replaceAll("/[^ ,]*|[ (][^,]*", "");
  }
}
