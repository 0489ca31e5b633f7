package why401.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/// The rules in order: where two fit, the earlier one wins, unless the later one is certain.
final class Rules {
  /// What stops every further attempt, or was seen by ourselves.
  private static final List<Rule> FIRST =
      List.of(
          new ProxyDemands(),
          new LockAnnounced(),
          new TooManyAttempts(),
          new NothingSent(),
          new RedirectDropped(),
          new CleanedFormAccepted());

  /// Once an identical request was accepted, the credential is not to blame.
  private static final List<Rule> UNSTABLE = List.of(new RepliesMixed(), new AcceptedAgain());

  private static final List<Rule> STABLE =
      List.of(
          // The kind of token before its audience.
          new TokenCut(),
          new WrongKindOfToken(),
          new TargetNames(),
          // Clocks before expiry.
          new ClocksDisagree(),
          new LifeOver(),
          new KeyGone(),
          new RenewalSaid(),
          new IssuerOutOfReach(),
          new NonsenseAccepted(),
          new OtherSchemeWanted(),
          new NeverArrived(),
          new ControlOpened(),
          new ComesAndGoes(),
          new FreshTokenWorks(),
          new InactiveToken(),
          new DemandNotMet(),
          // From here on nothing decides; what fits best is said.
          new DamageSeen(),
          new NonceRefused(),
          new ClaimsChanged(),
          new TargetSuggests(),
          new PathChanged(),
          new GoodEverywhereElse(),
          new LikeNobodys(),
          new RightsMissing(),
          new LoginInstead(),
          new LockHinted(),
          new AllAlike(),
          new SecretRefused(),
          new TokenRefused());

  private Rules() {}

  /// The drafts of all rules that fit, in order.
  static List<Draft> judge(Case c) {
    return Stream.concat(FIRST.stream(), (c.repeats().anyAccepted() ? UNSTABLE : STABLE).stream())
        .flatMap(rule -> rule.judge(c).stream())
        .toList();
  }
}
