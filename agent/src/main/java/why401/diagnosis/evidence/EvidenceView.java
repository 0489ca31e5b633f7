package why401.diagnosis.evidence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.JwtFacts;
import why401.http.Challenge;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.response.Interpretation;
import why401.response.prose.ProseReading.Band;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// The evidence about one refusal, as the rules want to look at it.
public record EvidenceView(Evidence evidence, Symptom.Refused subject) {
  public Observation refusal() {
    return subject.observation();
  }

  public Exchange exchange() {
    return refusal().exchange().orElseThrow();
  }

  public Outcome.Shape shape() {
    return ((Outcome.Refused) refusal().outcome()).shape();
  }

  public Interpretation interpretation() {
    return Objects.requireNonNull(refusal().interpretation());
  }

  public int status() {
    return refusal().status();
  }

  public boolean forbidden() {
    return shape() == Outcome.Shape.FORBIDDEN;
  }

  public CredentialFacts sent() {
    return subject.sent();
  }

  public Kind kind() {
    return sent().kind();
  }

  /// The token that was sent, if it can be read.
  public Optional<JwtFacts> jwt() {
    return Optional.ofNullable(sent().token()).filter(token -> token.form() == JwtFacts.Form.JWT);
  }

  public ProbeContext context() {
    return evidence.background().context();
  }

  @Nullable
  public LastAccepted lastAccepted() {
    return evidence.background().lastAccepted();
  }

  /// Whether exactly this secret was accepted before.
  public boolean sameSecretWorked() {
    LastAccepted accepted = lastAccepted();
    return accepted != null && accepted.shown().fingerprint().equals(sent().fingerprint());
  }

  // What the answer says.

  /// Whether it says, at least as surely as `least`, that `cause` is the cause.
  public boolean says(Cause cause, Band least) {
    return interpretation().reason().cause(least).filter(said -> said == cause).isPresent();
  }

  /// The refusal that stands: that of a new token, where it is another one than the old token's.
  public Observation standing() {
    return renewed()
        .map(ExperimentResult.Renewed::observation)
        .filter(answer -> answer.refused() && !refusal().sameAs(answer))
        .orElseGet(this::refusal);
  }

  /// What the refusal that stands says.
  public Interpretation said() {
    return Objects.requireNonNull(standing().interpretation());
  }

  // What the experiments showed.

  public Stream<ExperimentResult> answers(Class<? extends Experiment> experiment) {
    return evidence.answers().stream().filter(result -> experiment.isInstance(result.experiment()));
  }

  /// Whether it was tried, or cannot be.
  public boolean settled(Class<? extends Experiment> experiment) {
    return answers(experiment).findAny().isPresent();
  }

  public Optional<Observation> observed(Class<? extends Experiment> experiment) {
    return answers(experiment)
        .filter(ExperimentResult.Observed.class::isInstance)
        .map(result -> ((ExperimentResult.Observed) result).observation())
        .findFirst();
  }

  /// Whether a token was sent and the challenge for one names no error, as for a request without a
  /// token (RFC 6750, 3.1).
  public boolean challengedAsWithoutToken() {
    List<Challenge> ofToken =
        said().challenges().list().stream().filter(one -> one.is("bearer")).toList();
    return sent().scheme().equals("Bearer")
        && !ofToken.isEmpty()
        && ofToken.stream().allMatch(one -> one.param("error").isEmpty());
  }

  public Optional<Observation> anonymous() {
    return observed(Experiment.AnonymousControl.class);
  }

  public Optional<Observation> nonsense() {
    return observed(Experiment.NonsenseControl.class);
  }

  public Optional<ExperimentResult.Renewed> renewed() {
    return answers(Experiment.RenewedToken.class)
        .filter(ExperimentResult.Renewed.class::isInstance)
        .map(ExperimentResult.Renewed.class::cast)
        .findFirst();
  }

  public Optional<ExperimentResult.RenewalFailed> renewalFailed() {
    return answers(Experiment.RenewedToken.class)
        .filter(ExperimentResult.RenewalFailed.class::isInstance)
        .map(ExperimentResult.RenewalFailed.class::cast)
        .findFirst();
  }

  public Optional<ExperimentResult.Introspected> introspected() {
    return answers(Experiment.Introspection.class)
        .filter(ExperimentResult.Introspected.class::isInstance)
        .map(ExperimentResult.Introspected.class::cast)
        .findFirst();
  }

  public Optional<Introspection> introspection() {
    return introspected().map(ExperimentResult.Introspected::said);
  }

  public boolean active() {
    return introspection().filter(Introspection.Active.class::isInstance).isPresent();
  }

  public Optional<KeyLookup> key() {
    return answers(Experiment.KeyLookup.class)
        .filter(ExperimentResult.KeySought.class::isInstance)
        .map(result -> ((ExperimentResult.KeySought) result).said())
        .findFirst();
  }

  /// Identical requests, in order, the refused run first: whether each was accepted.
  public RetrySeries repeats() {
    return RetrySeries.of(evidence.answers());
  }

  /// Whether the last experiment brought no answer from the target.
  public boolean lastUnanswered() {
    return !evidence.answers().isEmpty()
        && evidence.answers().getLast() instanceof ExperimentResult.Observed observed
        && observed.observation().status() == 0;
  }

  /// Whether anything that we sent for this case met a brake.
  public boolean braked() {
    return refusal().brakes()
        || evidence.answers().stream()
            .flatMap(ExperimentResult::observations)
            .anyMatch(Observation::brakes);
  }
}
