package why401.experiment;

import why401.challenge.Reader;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Prober;
import why401.token.Tokens;

/// Answers a question of the diagnosis with one controlled experiment.
public final class Experimenter {
  private final Bench bench;

  /// Makes its experiments with these.
  ///
  /// @param guard asked before every attempt with a password
  /// @param sleeper for the pauses between attempts
  public Experimenter(
      Prober prober, Tokens tokens, Reader reader, AttemptGuard guard, Sleeper sleeper) {
    this.bench = new Bench(prober, tokens, reader, guard, sleeper);
  }

  /// Makes the experiment.
  ///
  /// @param left extra requests that it may cost, at least 1
  public Answer answer(Question question, Scene scene, int left) {
    return switch (question) {
      case Question.KeyLookup asked -> new KeyLookup(bench).perform(asked, scene, left);
      case Question.Introspection asked -> new Introspection(bench).perform(asked, scene, left);
      case Question.RenewedToken asked -> new RenewedToken(bench).perform(asked, scene, left);
      case Question.IdenticalRetry asked -> new IdenticalRetry(bench).perform(asked, scene, left);
      case Question.FreshSession asked -> new FreshSession(bench).perform(asked, scene, left);
      case Question.AnonymousControl asked ->
          new AnonymousControl(bench).perform(asked, scene, left);
      case Question.NonsenseControl asked -> new NonsenseControl(bench).perform(asked, scene, left);
      case Question.MalformedControl asked ->
          new MalformedControl(bench).perform(asked, scene, left);
      case Question.ControlResource asked -> new ControlResource(bench).perform(asked, scene, left);
      case Question.EachAddress asked -> new EachAddress(bench).perform(asked, scene, left);
      case Question.CleanedSecret asked -> new CleanedSecret(bench).perform(asked, scene, left);
    };
  }
}
