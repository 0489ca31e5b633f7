package why401.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.RetrySeries;
import why401.response.prose.ProseReading.Band;
import why401.token.IssuerHealth;

/// The experiments that may be made now: safe, within the allowance, with the means at hand. Which
/// of them is worth its requests is not decided here.
final class ExperimentMenu {
  /// Acceptances in a row after which a broken replica is improbable.
  private static final int CALM = 3;

  /// Identical requests with a token, which no account is locked for.
  private static final int MOST_REPEATS = 5;

  private static final int FEW = 3;

  private static final Set<Class<? extends Experiment>> REPEATS =
      Set.of(Experiment.IdenticalRetry.class, Experiment.FreshSession.class);

  private static final Experiment NOBODY = new Experiment.AnonymousControl();

  private ExperimentMenu() {}

  /// By the name under which the table knows it.
  static Map<String, Experiment> of(EvidenceView c) {
    Map<String, Experiment> menu = new LinkedHashMap<>();
    repeat(c).ifPresent(one -> menu.put("identical-retry", one));
    Stream.of(
            cleaned(c),
            control(c),
            freshSession(c),
            Optional.of(NOBODY),
            nonsense(c),
            malformed(c),
            key(c),
            introspection(c),
            Optional.<Experiment>of(new Experiment.RenewedToken()),
            addresses(c))
        .flatMap(Optional::stream)
        .forEach(one -> menu.put(one.label(), one));
    menu.values().removeIf(one -> !Feasibility.may(c, one));
    pairs(c).filter(name -> affordable(c, menu)).forEach(name -> menu.put(name, NOBODY));
    return menu;
  }

  /// A look without a credential is worth most for what is compared with it next, so that it is
  /// weighed together with that.
  private static Stream<String> pairs(EvidenceView c) {
    return c.anonymous().isPresent() || c.kind() == Kind.SESSION
        ? Stream.empty()
        : c.kind() == Kind.TOKEN
            ? Stream.of("anonymous-and-nonsense", "anonymous-and-malformed")
            : Stream.of("anonymous-and-nonsense");
  }

  private static boolean affordable(EvidenceView c, Map<String, Experiment> menu) {
    return menu.containsKey(NOBODY.label())
        && c.evidence().budget().requests() >= 2 * c.refusal().requests()
        && Feasibility.leftAtTarget(c) >= 2 * c.refusal().requests();
  }

  /// Requests that it takes until it tells something: after the first repetition, further ones only
  /// tell once they are many.
  ///
  /// @param name under which the table knows it
  static int cost(EvidenceView c, String name, Experiment experiment) {
    int asked = c.repeats().asked();
    boolean further = asked > 0 && REPEATS.contains(experiment.getClass());
    int each = Feasibility.cost(c, experiment);
    int times = further ? Math.max(1, MOST_REPEATS - 1 - asked) : name.contains("-and-") ? 2 : 1;
    return each * times;
  }

  /// While acceptance and refusal mix, nothing else can be compared: what must be asked until it is
  /// clear which of the two it is.
  static Optional<Experiment> whileUnstable(EvidenceView c) {
    RetrySeries repeats = c.repeats();
    boolean settled =
        repeats.surveyMixed()
            || repeats.flips() >= 2
            || (repeats.flips() == 1 && repeats.acceptedLast() >= CALM);
    if (settled || c.lastUnanswered()) {
      return Optional.empty();
    }
    return Stream.<Experiment>of(new Experiment.EachAddress(), again(c))
        .filter(one -> Feasibility.may(c, one))
        .findFirst();
  }

  /// A control resource tells of a password what a repetition does, and more. A password is
  /// repeated once at most, and only if exactly it was accepted before and the target does not call
  /// it wrong; a key or a session once.
  private static Optional<Experiment> repeat(EvidenceView c) {
    int asked = c.repeats().asked();
    boolean may =
        switch (c.kind()) {
          case NONE ->
              c.lastAccepted() != null && asked < 1 && c.sent().representation().grant().isEmpty();
          case PASSWORD ->
              c.sameSecretWorked()
                  && !c.says(Cause.CREDENTIALS_INVALID, Band.MID)
                  && asked < 1
                  && !Feasibility.may(c, new Experiment.ControlResource());
          case KEY, SESSION -> asked < 1 || (renewedSince(c) && asked < 2);
          case TOKEN -> asked < MOST_REPEATS && !leavesNoPair(c);
        };
    return may ? Optional.of(repetition(c, asked)) : Optional.empty();
  }

  /// Whether a repetition would take one of the last requests that the target may refuse, where it
  /// answers as if no token had come. A new token is a repetition as well, and a look without and
  /// one with a stranger's tell more.
  private static boolean leavesNoPair(EvidenceView c) {
    boolean repeated =
        Feasibility.may(c, new Experiment.RenewedToken())
            || c.renewed()
                .map(ExperimentResult.Renewed::observation)
                .filter(c.refusal()::sameAs)
                .isPresent();
    boolean stranger =
        c.settled(Experiment.NonsenseControl.class) || c.settled(Experiment.MalformedControl.class);
    int missing = (c.settled(Experiment.AnonymousControl.class) ? 0 : 1) + (stranger ? 0 : 1);
    return repeated
        && c.challengedAsWithoutToken()
        && missing > 0
        && Feasibility.leftAtTarget(c) <= missing * c.refusal().requests();
  }

  /// Few addresses are asked in turn, which repeats the request as well.
  private static Experiment repetition(EvidenceView c, int asked) {
    Experiment addresses = new Experiment.EachAddress();
    boolean few = c.context().capabilities().addresses() <= FEW;
    if (asked == 0 && few && addresses(c).isPresent() && Feasibility.may(c, addresses)) {
      return addresses;
    }
    return leavesReplica(c) ? again(c) : identical(c);
  }

  private static boolean renewedSince(EvidenceView c) {
    return c.renewed().isPresent();
  }

  /// A new connection leaves the replica to which an old one is bound; with cookies it would be a
  /// new session as well.
  private static boolean leavesReplica(EvidenceView c) {
    return c.context().capabilities().reusesConnections()
        && (c.kind() == Kind.TOKEN || c.kind() == Kind.KEY)
        && !cookies(c)
        && c.renewed().isEmpty();
  }

  private static boolean cookies(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null && accepted.surface().cookies();
  }

  private static Experiment again(EvidenceView c) {
    return new Experiment.FreshSession(count(c, Experiment.FreshSession.class) + 1);
  }

  private static Experiment identical(EvidenceView c) {
    return new Experiment.IdenticalRetry(count(c, Experiment.IdenticalRetry.class) + 1);
  }

  private static int count(EvidenceView c, Class<? extends Experiment> experiment) {
    return REPEATS.contains(experiment) ? (int) c.answers(experiment).count() : 0;
  }

  /// Would a fresh session be accepted where the old one is refused? A session is renewed for that.
  private static Optional<Experiment> freshSession(EvidenceView c) {
    boolean renewable = c.kind() == Kind.SESSION && c.context().capabilities().renewable();
    boolean worth = (cookies(c) && !renewable) || c.interpretation().challenges().staleDigest();
    return worth && c.kind() != Kind.NONE && !c.settled(Experiment.FreshSession.class)
        ? Optional.of(new Experiment.FreshSession(1))
        : Optional.empty();
  }

  private static Optional<Experiment> cleaned(EvidenceView c) {
    boolean cleanable = c.sent().damage().stream().anyMatch(SecretDefect::cleanable);
    return cleanable && !c.sameSecretWorked()
        ? Optional.of(new Experiment.CleanedSecret())
        : Optional.empty();
  }

  private static Optional<Experiment> control(EvidenceView c) {
    return c.kind() == Kind.NONE || c.kind() == Kind.SESSION
        ? Optional.empty()
        : Optional.of(new Experiment.ControlResource());
  }

  /// A session that belongs to nobody is none; and a stranger is compared with nobody first.
  private static Optional<Experiment> nonsense(EvidenceView c) {
    return c.kind() == Kind.SESSION || c.anonymous().isEmpty()
        ? Optional.empty()
        : Optional.of(new Experiment.NonsenseControl());
  }

  /// What cannot be a token is compared with nobody first as well.
  private static Optional<Experiment> malformed(EvidenceView c) {
    return c.anonymous().isEmpty()
        ? Optional.empty()
        : Optional.of(new Experiment.MalformedControl());
  }

  private static Optional<Experiment> key(EvidenceView c) {
    return away(c) ? Optional.empty() : c.jwt().map(JwtFacts::keyId).map(Experiment.KeyLookup::new);
  }

  private static Optional<Experiment> introspection(EvidenceView c) {
    return c.kind() == Kind.TOKEN && !away(c)
        ? Optional.of(new Experiment.Introspection())
        : Optional.empty();
  }

  private static boolean away(EvidenceView c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    return issuer != null && !issuer.up();
  }

  private static Optional<Experiment> addresses(EvidenceView c) {
    Capabilities capabilities = c.context().capabilities();
    boolean worked = c.lastAccepted() != null && c.kind() != Kind.NONE;
    boolean affordable =
        c.evidence().budget().requests() >= capabilities.addresses() * c.refusal().requests();
    return worked && affordable ? Optional.of(new Experiment.EachAddress()) : Optional.empty();
  }
}
