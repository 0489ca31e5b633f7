package why401.diagnosis;

import why401.diagnosis.ProofFacts.Kind;
import why401.probe.Outcome;

/// Whether a question may be asked: within the allowance, with the means at hand, and without harm.
final class Feasible {
  private Feasible() {}

  static boolean may(Case c, Question question) {
    boolean proxy = c.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
    if (c.braked() || proxy || asked(c, question) || harms(c, question)) {
      return false;
    }
    Means means = c.setup().means();
    int requests = c.evidence().allowance().requests();
    // What the probe's own run took, an experiment takes as well.
    int each = c.refusal().requests();
    return switch (question) {
      // The first of them may have to find out where to ask.
      case Question.KeyLookup _ -> means.keySet() && requests >= (means.renewable() ? 1 : 2);
      case Question.Introspection _ ->
          means.introspection() && requests >= (means.renewable() ? 1 : 2);
      case Question.RenewedToken _ -> means.renewable() && requests >= renewal(c.kind()) + each;
      case Question.ControlResource _ -> means.controlUrl() && requests >= each;
      case Question.EachAddress _ ->
          means.addresses() >= 2 && requests >= 2 * each && c.kind() != Kind.PASSWORD;
      case Question.IdenticalRetry _, Question.FreshSession _ -> requests >= each;
      case Question.MalformedControl _ -> c.kind() == Kind.TOKEN && requests >= each;
      case Question.AnonymousControl _, Question.NonsenseControl _, Question.CleanedSecret _ ->
          c.kind() != Kind.NONE && requests >= each;
    };
  }

  /// A login takes its page and its form.
  private static int renewal(Kind kind) {
    return kind == Kind.SESSION ? 2 : 1;
  }

  /// A password that may be refused once too often locks its account.
  private static boolean harms(Case c, Question question) {
    return c.kind() == Kind.PASSWORD
        && question.showsSecret()
        && c.evidence().allowance().refusals() < 1;
  }

  private static boolean asked(Case c, Question question) {
    return c.answers(question.experiment())
        .anyMatch(
            answer -> answer.question().equals(question) || answer instanceof Answer.Declined);
  }
}
