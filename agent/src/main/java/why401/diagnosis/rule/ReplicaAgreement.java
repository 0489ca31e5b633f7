package why401.diagnosis.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;

/// What was accepted a moment ago, unchanged, and is refused now: the target has changed, or one
/// replica of several has. A single replica says and does all that the target would, so one look at
/// it makes nobody certain.
public final class ReplicaAgreement {
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

  private ReplicaAgreement() {}

  /// Whether `draft` is certain on the word of a target that may not speak for all its replicas.
  public static boolean needsMoreReplies(EvidenceView c, Hypothesis hypothesis) {
    return hypothesis.confidence() == Confidence.CERTAIN
        && STANDING.contains(hypothesis.cause())
        && !sawItLost(c, hypothesis)
        && hypothesis.because().stream().noneMatch(one -> one.from() == From.IDENTITY_PROVIDER)
        && !c.inactive()
        && unchanged(c)
        && alike(c, hypothesis.cause()) < ENOUGH;
  }

  /// Whether the credential stayed behind at a redirect before our own eyes.
  private static boolean sawItLost(EvidenceView c, Hypothesis hypothesis) {
    return hypothesis.cause() == Cause.CREDENTIALS_STRIPPED && !c.exchange().hops().isEmpty();
  }

  /// The next repetition, if it does no harm: who counts wrong passwords or keys is not to count
  /// ours.
  public static Optional<Experiment> next(EvidenceView c) {
    int nth = (int) c.answers(Experiment.FreshSession.class).count() + 1;
    return Optional.<Experiment>of(new Experiment.FreshSession(nth))
        .filter(_ -> c.kind() == Kind.TOKEN)
        .filter(question -> Feasibility.may(c, question));
  }

  /// `draft`, without its certainty.
  public static Hypothesis doubted(EvidenceView c, Hypothesis hypothesis) {
    Hypothesis likely =
        new Hypothesis(
            hypothesis.cause(), Confidence.LIKELY, hypothesis.domain(), true, hypothesis.because());
    LastAccepted accepted = c.lastAccepted();
    return accepted == null
        ? likely
        : likely.because(
            From.HISTORY,
            "%s was accepted at %s: the target has changed since, or one replica of it."
                .formatted(
                    c.sameSecretWorked() ? "The very same secret" : "A token just like it",
                    Formats.time(accepted.at())));
  }

  /// Whether the credential is, in all that a target can judge but its life, the one that was last
  /// accepted.
  private static boolean unchanged(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null
        && (c.sameSecretWorked()
            || c.jwt().filter(now -> same(now, accepted.shown().token())).isPresent());
  }

  private static boolean same(JwtFacts now, @Nullable JwtFacts then) {
    return then != null && look(now).equals(look(then));
  }

  private static List<Object> look(JwtFacts token) {
    return Stream.of(
            token.keyId(), token.algorithm(), token.issuer(), token.audience(), token.scope())
        .<Object>map(String::valueOf)
        .toList();
  }

  /// How many answers in a row speak for `cause`: refused runs, repetitions, and those controls to
  /// which a good replica would have answered otherwise.
  private static int alike(EvidenceView c, Cause cause) {
    int refused = c.repeats().refused() + c.evidence().background().history().refusedLast();
    boolean controls = cause == Cause.SCHEME_NOT_ACCEPTED || cause == Cause.CREDENTIALS_STRIPPED;
    return controls
        ? refused
            + (c.likeAnonymous() ? 1 : 0)
            + (c.sameAsDecoy() ? 1 : 0)
            + (int)
                c.observed(Experiment.MalformedControl.class).filter(c.refusal()::sameAs).stream()
                    .count()
        : refused;
  }
}
