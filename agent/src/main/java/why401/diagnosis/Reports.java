package why401.diagnosis;

import java.util.List;
import java.util.stream.Collectors;
import why401.token.Tokens;

/// What each experiment showed, in a sentence.
final class Reports {
  private Reports() {}

  static List<ExperimentReport> of(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> !(answer instanceof Answer.Declined))
        .map(
            answer ->
                new ExperimentReport(
                    answer.question().experiment().label(),
                    status(answer),
                    finding(answer),
                    answer.requests()))
        .toList();
  }

  private static int status(Answer answer) {
    return switch (answer) {
      case Answer.Observed observed -> observed.observation().status();
      case Answer.Renewed renewed -> renewed.observation().status();
      case Answer.RenewalFailed failed -> failed.fault().status();
      case Answer.Surveyed surveyed ->
          surveyed.at().isEmpty() ? 0 : surveyed.at().getLast().observation().status();
      case Answer.Introspected _, Answer.KeySought _, Answer.Declined _ -> 0;
    };
  }

  private static String finding(Answer answer) {
    return switch (answer) {
      case Answer.Observed observed -> prefix(observed.question()) + result(observed.observation());
      case Answer.Renewed renewed ->
          "A fresh token was obtained; with it the request " + result(renewed.observation());
      case Answer.RenewalFailed failed ->
          Sentence.of("No fresh token: " + Words.name(failed.fault().description()));
      case Answer.Surveyed surveyed ->
          surveyed.at().stream()
              .map(at -> at.address() + " " + verb(at.observation()))
              .collect(Collectors.joining(", ", "", "."));
      case Answer.Introspected(Question _, Tokens.Introspection said) -> introspection(said);
      case Answer.KeySought(Question _, Tokens.KeyLookup said) -> key(said);
      case Answer.Declined declined -> declined.why();
    };
  }

  private static String prefix(Question question) {
    return switch (question) {
      case Question.IdenticalRetry _ -> "The identical request ";
      case Question.FreshSession _ -> "On a new connection without cookies the request ";
      case Question.AnonymousControl _ -> "Without a credential the request ";
      case Question.NonsenseControl _ -> "With a credential that belongs to nobody the request ";
      case Question.MalformedControl _ -> "With what cannot be a token the request ";
      case Question.ControlResource _ -> "For the control resource the request ";
      case Question.CleanedSecret _ -> "With the secret cleaned the request ";
      case Question.EachAddress _,
          Question.KeyLookup _,
          Question.Introspection _,
          Question.RenewedToken _ ->
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

  private static String introspection(Tokens.Introspection said) {
    return switch (said) {
      case Tokens.Introspection.Active _ -> "The identity provider calls the token active.";
      case Tokens.Introspection.Inactive _ -> "The identity provider calls the token inactive.";
      case Tokens.Introspection.Unanswered unanswered ->
          Sentence.of("The identity provider did not say: " + Words.name(unanswered.why()));
    };
  }

  private static String key(Tokens.KeyLookup said) {
    return switch (said) {
      case Tokens.KeyLookup.Published _ -> "The key that signed the token is published.";
      case Tokens.KeyLookup.Absent absent ->
          "The key that signed the token is not published; these are: %s."
              .formatted(Words.list(absent.published()));
      case Tokens.KeyLookup.Unanswered unanswered ->
          Sentence.of("The key set could not be read: " + Words.name(unanswered.why()));
    };
  }
}
