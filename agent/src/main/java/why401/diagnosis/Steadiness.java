package why401.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// What was accepted a moment ago, unchanged, and is refused now: the target has changed, or one
/// replica of several has. A single replica says and does all that the target would, so one look at
/// it makes nobody certain.
final class Steadiness {
  /// So many answers alike, the refused run among them: of replicas that are half and half, one
  /// series in sixteen is.
  static final int ENOUGH = 5;

  /// What lies in an unchanged credential and in what the target demands of it. Lives end, sessions
  /// are withdrawn and accounts get locked without any change of the target; a target that is
  /// broken is so, be it in one replica only.
  private static final Set<Cause> STANDING =
      EnumSet.of(
          Cause.AUDIENCE_MISMATCH,
          Cause.ISSUER_MISMATCH,
          Cause.TOKEN_SIGNATURE_INVALID,
          Cause.TOKEN_MALFORMED,
          Cause.INSUFFICIENT_SCOPE,
          Cause.SCHEME_NOT_ACCEPTED,
          Cause.CREDENTIALS_STRIPPED,
          Cause.CREDENTIALS_INVALID);

  private Steadiness() {}

  /// Whether `draft` is certain on the word of a target that may not speak for all its replicas.
  static boolean lacks(Case c, Draft draft) {
    return draft.confidence() == Confidence.CERTAIN
        && STANDING.contains(draft.cause())
        && !sawItLost(c, draft)
        && draft.because().stream().noneMatch(one -> one.from() == From.IDENTITY_PROVIDER)
        && !c.inactive()
        && unchanged(c)
        && alike(c, draft.cause()) < ENOUGH;
  }

  /// Whether the credential stayed behind at a redirect before our own eyes.
  private static boolean sawItLost(Case c, Draft draft) {
    return draft.cause() == Cause.CREDENTIALS_STRIPPED && !c.exchange().hops().isEmpty();
  }

  /// The next repetition, if it does no harm: who counts wrong passwords or keys is not to count
  /// ours.
  static Optional<Question> next(Case c) {
    int nth = (int) c.answers(Experiment.FRESH_SESSION).count() + 1;
    return Optional.<Question>of(new Question.FreshSession(nth))
        .filter(_ -> c.kind() == Kind.TOKEN)
        .filter(c::canAsk);
  }

  /// `draft`, without its certainty.
  static Draft doubted(Case c, Draft draft) {
    Draft likely =
        new Draft(draft.cause(), Confidence.LIKELY, draft.domain(), true, draft.because());
    LastGood good = c.lastGood();
    return good == null
        ? likely
        : likely.because(
            From.HISTORY,
            "%s was accepted at %s: the target has changed since, or one replica of it."
                .formatted(
                    c.sameSecretWorked() ? "The very same secret" : "A token just like it",
                    Words.time(good.at())));
  }

  /// Whether the credential is, in all that a target can judge but its life, the one that was last
  /// accepted.
  private static boolean unchanged(Case c) {
    LastGood good = c.lastGood();
    return good != null
        && (c.sameSecretWorked()
            || c.jwt().filter(now -> same(now, good.shown().token())).isPresent());
  }

  private static boolean same(TokenFacts now, @Nullable TokenFacts then) {
    return then != null && look(now).equals(look(then));
  }

  private static List<Object> look(TokenFacts token) {
    return Stream.of(
            token.keyId(), token.algorithm(), token.issuer(), token.audience(), token.scope())
        .<Object>map(String::valueOf)
        .toList();
  }

  /// How many answers in a row speak for `cause`: refused runs, repetitions, and those controls to
  /// which a good replica would have answered otherwise.
  private static int alike(Case c, Cause cause) {
    int refused = c.repeats().refused() + c.evidence().background().history().refusedLast();
    boolean controls = cause == Cause.SCHEME_NOT_ACCEPTED || cause == Cause.CREDENTIALS_STRIPPED;
    return controls
        ? refused
            + (c.likeAnonymous() ? 1 : 0)
            + (c.likeNonsense() ? 1 : 0)
            + (int)
                c.observed(Experiment.MALFORMED_CONTROL).filter(c.refusal()::sameAs).stream()
                    .count()
        : refused;
  }
}
