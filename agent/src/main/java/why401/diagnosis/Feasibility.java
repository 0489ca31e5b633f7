package why401.diagnosis;

import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.Outcome;

/// Whether a question may be asked: within the allowance, with the means at hand, and without harm.
final class Feasibility {
  private Feasibility() {}

  static boolean may(EvidenceView c, Experiment experiment) {
    boolean proxy = c.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
    if (c.braked()
        || proxy
        || asked(c, experiment)
        || harms(c, experiment)
        || bans(c, experiment)) {
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
      case Experiment.RenewedToken _ -> capabilities.renewable() && requests >= renewal(c) + each;
      case Experiment.ControlResource _ -> capabilities.controlUrl() && requests >= 2 * each;
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

  /// Requests that it takes.
  static int cost(EvidenceView c, Experiment experiment) {
    int each = c.refusal().requests();
    Capabilities capabilities = c.context().capabilities();
    return switch (experiment) {
      case Experiment.KeyLookup _, Experiment.Introspection _ -> capabilities.renewable() ? 1 : 2;
      case Experiment.RenewedToken _ -> renewal(c) + each;
      case Experiment.ControlResource _ -> 2 * each;
      case Experiment.EachAddress _ -> capabilities.addresses() * each;
      default -> each;
    };
  }

  /// A login takes its page and its form; what was renewed to be asked about is at hand.
  private static int renewal(EvidenceView c) {
    boolean atHand = c.introspected().filter(asked -> asked.ofFresh() != null).isPresent();
    return atHand ? 0 : c.kind() == Kind.SESSION ? 2 : 1;
  }

  /// A password that may be refused once too often locks its account.
  private static boolean harms(EvidenceView c, Experiment experiment) {
    return c.kind() == Kind.PASSWORD
        && experiment.showsSecret()
        && c.evidence().budget().refusals() < 1;
  }

  /// A target that has refused often bans whoever goes on asking. The last requests are kept for a
  /// new token, which may end the refusals, and for the control resource, which accepts what is
  /// good.
  private static boolean bans(EvidenceView c, Experiment experiment) {
    int each = c.refusal().requests();
    int left = c.evidence().budget().atTarget();
    return switch (experiment) {
      case Experiment.KeyLookup _, Experiment.Introspection _ -> false;
      case Experiment.RenewedToken _, Experiment.ControlResource _ -> left < each;
      case Experiment.EachAddress _ -> leftAtTarget(c) < 2 * each;
      default -> leftAtTarget(c) < each;
    };
  }

  /// Requests that the target may still refuse, but for that of a new token.
  static int leftAtTarget(EvidenceView c) {
    return c.evidence().budget().atTarget() - kept(c);
  }

  private static int kept(EvidenceView c) {
    boolean renewal =
        c.context().capabilities().renewable() && !c.settled(Experiment.RenewedToken.class);
    boolean control =
        c.context().capabilities().controlUrl()
            && c.kind() != Kind.SESSION
            && !c.settled(Experiment.ControlResource.class);
    return ((renewal ? 1 : 0) + (control ? 1 : 0)) * c.refusal().requests();
  }

  private static boolean asked(EvidenceView c, Experiment experiment) {
    return c.answers(experiment.getClass())
        .anyMatch(
            result ->
                result.experiment().equals(experiment)
                    || result instanceof ExperimentResult.Declined);
  }
}
