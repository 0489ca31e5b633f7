package why401.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Reading;
import why401.challenge.Seen;
import why401.challenge.Strength;
import why401.diagnosis.ProofFacts.Kind;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.token.Tokens.Introspection;
import why401.token.Tokens.KeyLookup;

/// The evidence about one refusal, as the rules want to look at it.
record Case(Evidence evidence, Subject.Refused subject) {
  Observation refusal() {
    return subject.observation();
  }

  Exchange exchange() {
    return refusal().exchange().orElseThrow();
  }

  Outcome.Shape shape() {
    return ((Outcome.Refused) refusal().outcome()).shape();
  }

  Reading reading() {
    return Objects.requireNonNull(refusal().reading());
  }

  int status() {
    return refusal().status();
  }

  boolean forbidden() {
    return shape() == Outcome.Shape.FORBIDDEN;
  }

  ProofFacts sent() {
    return subject.sent();
  }

  Kind kind() {
    return sent().kind();
  }

  /// The token that was sent, if it can be read.
  Optional<TokenFacts> jwt() {
    return Optional.ofNullable(sent().token()).filter(token -> token.form() == TokenFacts.Form.JWT);
  }

  Setup setup() {
    return evidence.background().setup();
  }

  @Nullable LastGood lastGood() {
    return evidence.background().lastGood();
  }

  /// Whether exactly this secret was accepted before.
  boolean sameSecretWorked() {
    LastGood good = lastGood();
    return good != null && good.shown().fingerprint().equals(sent().fingerprint());
  }

  // What the answer says.

  Optional<Claim> named(Hint hint) {
    return reading().named().filter(claim -> claim.hint() == hint);
  }

  Optional<Claim> claim(Hint hint) {
    return reading().claims().stream().filter(claim -> claim.hint() == hint).findFirst();
  }

  Seen seen() {
    return reading().facts().credentialSeen();
  }

  // What the experiments showed.

  Stream<Answer> answers(Experiment experiment) {
    return evidence.answers().stream()
        .filter(answer -> answer.question().experiment() == experiment);
  }

  /// Whether it was tried, or cannot be.
  boolean settled(Experiment experiment) {
    return answers(experiment).findAny().isPresent();
  }

  Optional<Observation> observed(Experiment experiment) {
    return answers(experiment)
        .filter(Answer.Observed.class::isInstance)
        .map(answer -> ((Answer.Observed) answer).observation())
        .findFirst();
  }

  Optional<Observation> anonymous() {
    return observed(Experiment.ANONYMOUS_CONTROL);
  }

  Optional<Observation> nonsense() {
    return observed(Experiment.NONSENSE_CONTROL);
  }

  boolean likeAnonymous() {
    return anonymous().filter(refusal()::sameAs).isPresent();
  }

  boolean unlikeAnonymous() {
    return anonymous().filter(answer -> !refusal().sameAs(answer)).isPresent();
  }

  boolean likeNonsense() {
    return nonsense().filter(refusal()::sameAs).isPresent();
  }

  boolean unlikeNonsense() {
    return nonsense().filter(answer -> !refusal().sameAs(answer)).isPresent();
  }

  /// Whether what cannot be a token was answered otherwise than ours: then tokens do arrive.
  boolean unlikeMalformed() {
    return observed(Experiment.MALFORMED_CONTROL)
        .filter(answer -> !refusal().sameAs(answer))
        .isPresent();
  }

  Optional<Answer.Renewed> renewed() {
    return answers(Experiment.RENEWED_TOKEN)
        .filter(Answer.Renewed.class::isInstance)
        .map(Answer.Renewed.class::cast)
        .findFirst();
  }

  Optional<Answer.RenewalFailed> renewalFailed() {
    return answers(Experiment.RENEWED_TOKEN)
        .filter(Answer.RenewalFailed.class::isInstance)
        .map(Answer.RenewalFailed.class::cast)
        .findFirst();
  }

  Optional<Introspection> introspection() {
    return answers(Experiment.INTROSPECTION)
        .filter(Answer.Introspected.class::isInstance)
        .map(answer -> ((Answer.Introspected) answer).said())
        .findFirst();
  }

  boolean inactive() {
    return introspection().filter(Introspection.Inactive.class::isInstance).isPresent();
  }

  boolean controlOpened() {
    return observed(Experiment.CONTROL_RESOURCE).filter(Observation::accepted).isPresent();
  }

  boolean active() {
    return introspection().filter(Introspection.Active.class::isInstance).isPresent();
  }

  Optional<KeyLookup> key() {
    return answers(Experiment.KEY_LOOKUP)
        .filter(Answer.KeySought.class::isInstance)
        .map(answer -> ((Answer.KeySought) answer).said())
        .findFirst();
  }

  boolean keyPublished() {
    return key().filter(KeyLookup.Published.class::isInstance).isPresent();
  }

  /// Identical requests, in order, the refused run first: whether each was accepted.
  Repeats repeats() {
    return Repeats.of(evidence.answers());
  }

  /// Whether the last experiment brought no answer from the target.
  boolean lastUnanswered() {
    return !evidence.answers().isEmpty()
        && evidence.answers().getLast() instanceof Answer.Observed observed
        && observed.observation().status() == 0;
  }

  /// Whether anything that we sent for this case met a brake.
  boolean braked() {
    return refusal().brakes()
        || evidence.answers().stream().flatMap(Answer::observations).anyMatch(Observation::brakes);
  }

  /// The answers to the real credential, the refused run first.
  Stream<Observation> judgements() {
    Stream<Observation> later =
        evidence.answers().stream()
            .filter(answer -> answer.question().showsSecret() || answer instanceof Answer.Renewed)
            .flatMap(Answer::observations);
    return Stream.concat(Stream.of(refusal()), later);
  }

  /// The first claim of strength [Strength#NAMED] for `hint` in any answer to the real credential.
  Optional<Claim> namedAnywhere(Hint hint) {
    return judgements()
        .map(Observation::reading)
        .filter(Objects::nonNull)
        .flatMap(reading -> reading.named().stream())
        .filter(claim -> claim.hint() == hint)
        .findFirst();
  }

  // What may be asked.

  boolean canAsk(Question question) {
    return Feasible.may(this, question);
  }

  /// Whether an identical request could still show that the refusal was not meant.
  boolean doubtful() {
    return lastGood() != null
        && kind() != Kind.PASSWORD
        && repeats().asked() == 0
        && canAsk(new Question.IdenticalRetry(1))
        && canAsk(new Question.FreshSession(1));
  }

  /// Whether the target offers schemes, and not the one that was sent. Those that are never offered
  /// cannot be missed.
  boolean otherSchemeOffered() {
    List<String> offered = reading().demands().schemes();
    String scheme = sent().scheme().toLowerCase(Locale.ROOT);
    boolean offerable = kind() == Kind.PASSWORD || kind() == Kind.TOKEN;
    return claim(Hint.SCHEME_NOT_ACCEPTED).isPresent()
        || (offerable && status() == 401 && !offered.isEmpty() && !offered.contains(scheme));
  }

  /// Whether the target may not have seen the credential, and nothing has shown that it has.
  boolean arrivalDoubted() {
    boolean doubt = seen() == Seen.NO || otherSchemeOffered();
    return doubt && !unlikeNonsense() && !unlikeAnonymous() && !unlikeMalformed();
  }
}
