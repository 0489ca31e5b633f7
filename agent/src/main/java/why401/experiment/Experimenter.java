package why401.experiment;

import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.Prober;
import why401.response.ResponseInterpreter;
import why401.time.Sleeper;
import why401.token.TokenSource;

/// Answers a question of the diagnosis with one controlled experiment.
public final class Experimenter {
  private final ExperimentContext context;

  /// Makes its experiments with these.
  ///
  /// @param guard asked before every attempt with a password
  /// @param sleeper for the pauses between attempts
  public Experimenter(
      Prober prober,
      TokenSource tokens,
      ResponseInterpreter reader,
      AttemptGuard guard,
      Sleeper sleeper) {
    this.context = new ExperimentContext(prober, tokens, reader, guard, sleeper);
  }

  /// Makes the experiment.
  ///
  /// @param left extra requests that it may cost, at least 1
  public ExperimentResult answer(Experiment experiment, RefusedRun run, int left) {
    return switch (experiment) {
      case Experiment.KeyLookup asked -> new KeyLookup(context).perform(asked, run, left);
      case Experiment.Introspection asked -> new Introspection(context).perform(asked, run, left);
      case Experiment.RenewedToken asked ->
          new RenewedTokenTrial(context).perform(asked, run, left);
      case Experiment.IdenticalRetry asked -> new IdenticalRetry(context).perform(asked, run, left);
      case Experiment.FreshSession asked -> new FreshSession(context).perform(asked, run, left);
      case Experiment.AnonymousControl asked ->
          new AnonymousControl(context).perform(asked, run, left);
      case Experiment.NonsenseControl asked ->
          new NonsenseControl(context).perform(asked, run, left);
      case Experiment.MalformedControl asked ->
          new MalformedControl(context).perform(asked, run, left);
      case Experiment.ControlResource asked ->
          new ControlResource(context).perform(asked, run, left);
      case Experiment.EachAddress asked -> new EachAddressTrial(context).perform(asked, run, left);
      case Experiment.CleanedSecret asked -> new CleanedSecret(context).perform(asked, run, left);
    };
  }
}
