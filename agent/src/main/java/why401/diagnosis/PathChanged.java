package why401.diagnosis;

import java.util.Locale;
import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// The target looks like another server than before, and answers everybody the same.
final class PathChanged implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    LastGood good = c.lastGood();
    boolean blind = c.likeAnonymous() && c.likeNonsense();
    if (good == null || !blind || !c.sameSecretWorked() || c.kind() == Kind.SESSION) {
      return Optional.empty();
    }
    String then = product(good.surface().server());
    String now = product(LastGood.Surface.of(c.exchange()).server());
    return then.equals(now)
        ? Optional.empty()
        : Draft.likely(Cause.CREDENTIALS_STRIPPED)
            .because(
                From.HISTORY,
                "'%s' answered while it worked, '%s' answers now: another server stands in the path."
                    .formatted(
                        Words.name(good.surface().server()),
                        Words.name(LastGood.Surface.of(c.exchange()).server())))
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
