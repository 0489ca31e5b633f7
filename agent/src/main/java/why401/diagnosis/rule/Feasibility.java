package why401.diagnosis.rule;

import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.Outcome;

/// Whether a question may be asked: within the allowance, with the means at hand, and without harm.
public final class Feasibility {
  private Feasibility() {}

  public static boolean may(EvidenceView c, Experiment experiment) {
    boolean proxy = c.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
    if (c.braked() || proxy || asked(c, experiment) || harms(c, experiment)) {
      return false;
    }
    Capabilities capabilities = c.context().capabilities();
    int requests = c.evidence().budget().requests();
    // What the probe's own run took, an experiment takes as well.
    int each = c.refusal().requests();
    return switch (experiment) {
      // The first of them may have to find out where to ask.
      case Experiment.KeyLookup _ ->
          capabilities.keySet() && requests >= (capabilities.renewable() ? 1 : 2);
      case Experiment.Introspection _ ->
          capabilities.introspection() && requests >= (capabilities.renewable() ? 1 : 2);
      case Experiment.RenewedToken _ ->
          capabilities.renewable() && requests >= renewal(c.kind()) + each;
      case Experiment.ControlResource _ -> capabilities.controlUrl() && requests >= each;
      case Experiment.EachAddress _ ->
          capabilities.addresses() >= 2 && requests >= 2 * each && c.kind() != Kind.PASSWORD;
      case Experiment.IdenticalRetry _, Experiment.FreshSession _ -> requests >= each;
      case Experiment.MalformedControl _ -> c.kind() == Kind.TOKEN && requests >= each;
      case Experiment.AnonymousControl _,
          Experiment.NonsenseControl _,
          Experiment.CleanedSecret _ ->
          c.kind() != Kind.NONE && requests >= each;
    };
  }

  /// Whether an identical request could still show that the refusal was not meant.
  static boolean unconfirmed(EvidenceView c) {
    return c.lastAccepted() != null
        && c.kind() != Kind.PASSWORD
        && c.repeats().asked() == 0
        && may(c, new Experiment.IdenticalRetry(1))
        && may(c, new Experiment.FreshSession(1));
  }

  /// A login takes its page and its form.
  private static int renewal(Kind kind) {
    return kind == Kind.SESSION ? 2 : 1;
  }

  /// A password that may be refused once too often locks its account.
  private static boolean harms(EvidenceView c, Experiment experiment) {
    return c.kind() == Kind.PASSWORD
        && experiment.showsSecret()
        && c.evidence().budget().refusals() < 1;
  }

  private static boolean asked(EvidenceView c, Experiment experiment) {
    return c.answers(experiment.getClass())
        .anyMatch(
            result ->
                result.experiment().equals(experiment)
                    || result instanceof ExperimentResult.Declined);
  }
}
