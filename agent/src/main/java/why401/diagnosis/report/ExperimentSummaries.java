package why401.diagnosis.report;

import java.util.List;
import java.util.stream.Collectors;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Sentence;
import why401.token.TokenSource;

/// What each experiment showed, in a sentence.
final class ExperimentSummaries {
  private ExperimentSummaries() {}

  static List<ExperimentReport> of(List<ExperimentResult> answers) {
    return answers.stream()
        .filter(result -> !(result instanceof ExperimentResult.Declined))
        .map(
            result ->
                new ExperimentReport(
                    result.experiment().label(),
                    status(result),
                    finding(result),
                    result.requests()))
        .toList();
  }

  private static int status(ExperimentResult result) {
    return switch (result) {
      case ExperimentResult.Observed observed -> observed.observation().status();
      case ExperimentResult.Renewed renewed -> renewed.observation().status();
      case ExperimentResult.Compared compared -> compared.ours().status();
      case ExperimentResult.RenewalFailed failed -> failed.failure().status();
      case ExperimentResult.Surveyed surveyed ->
          surveyed.at().isEmpty() ? 0 : surveyed.at().getLast().observation().status();
      case ExperimentResult.Introspected _,
          ExperimentResult.KeySought _,
          ExperimentResult.Declined _ ->
          0;
    };
  }

  private static String finding(ExperimentResult result) {
    return switch (result) {
      case ExperimentResult.Observed observed ->
          prefix(observed.experiment()) + result(observed.observation());
      case ExperimentResult.Compared compared -> compared(compared);
      case ExperimentResult.Renewed renewed ->
          "A fresh token was obtained; with it the request " + result(renewed.observation());
      case ExperimentResult.RenewalFailed failed ->
          Sentence.of("No fresh token: " + Formats.name(failed.failure().description()));
      case ExperimentResult.Surveyed surveyed ->
          surveyed.at().stream()
              .map(at -> at.address() + " " + verb(at.observation()))
              .collect(Collectors.joining(", ", "", "."));
      case ExperimentResult.Introspected introspected -> introspection(introspected);
      case ExperimentResult.KeySought(Experiment _, TokenSource.KeyLookup said) -> key(said);
      case ExperimentResult.Declined declined -> declined.why();
    };
  }

  private static String compared(ExperimentResult.Compared compared) {
    String ours = prefix(compared.experiment()) + verb(compared.ours());
    return compared.others().isEmpty()
        ? ours + '.'
        : ours + "; without a credential it " + verb(compared.others().getFirst()) + '.';
  }

  private static String prefix(Experiment experiment) {
    return switch (experiment) {
      case Experiment.IdenticalRetry _ -> "The identical request ";
      case Experiment.FreshSession _ -> "On a new connection without cookies the request ";
      case Experiment.AnonymousControl _ -> "Without a credential the request ";
      case Experiment.NonsenseControl _ -> "With a credential that belongs to nobody the request ";
      case Experiment.MalformedControl _ -> "With what cannot be a token the request ";
      case Experiment.ControlResource _ -> "For the control resource the request ";
      case Experiment.CleanedSecret _ -> "With the secret cleaned the request ";
      case Experiment.EachAddress _,
          Experiment.KeyLookup _,
          Experiment.Introspection _,
          Experiment.RenewedToken _ ->
          "The request ";
    };
  }

  private static String result(Observation observation) {
    return verb(observation) + '.';
  }

  private static String verb(Observation observation) {
    if (observation.accepted()) {
      return "was accepted with " + observation.status();
    }
    return observation.status() == 0
        ? "was not answered"
        : (observation.refused() ? "was refused with " : "was answered with ")
            + observation.status();
  }

  private static String introspection(ExperimentResult.Introspected introspected) {
    String fresh =
        switch (introspected.ofFresh()) {
          case TokenSource.Introspection.Active _ -> " It calls a token just issued active.";
          case TokenSource.Introspection.Inactive _ ->
              " It calls a token just issued inactive too.";
          case TokenSource.Introspection.Unanswered _ -> "";
          case null -> "";
        };
    return introspection(introspected.said()) + fresh;
  }

  private static String introspection(TokenSource.Introspection said) {
    return switch (said) {
      case TokenSource.Introspection.Active _ -> "The identity provider calls the token active.";
      case TokenSource.Introspection.Inactive _ ->
          "The identity provider calls the token inactive.";
      case TokenSource.Introspection.Unanswered unanswered ->
          Sentence.of("The identity provider did not say: " + Formats.name(unanswered.why()));
    };
  }

  private static String key(TokenSource.KeyLookup said) {
    return switch (said) {
      case TokenSource.KeyLookup.Published _ -> "The key that signed the token is published.";
      case TokenSource.KeyLookup.Absent absent ->
          "The key that signed the token is not published; these are: %s."
              .formatted(Formats.list(absent.published()));
      case TokenSource.KeyLookup.Unanswered unanswered ->
          Sentence.of("The key set could not be read: " + Formats.name(unanswered.why()));
    };
  }
}
