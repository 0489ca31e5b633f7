package why401.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The identical requests of an examination, in order: whether each was accepted. The first is the
/// refused run.
///
/// @param asked how many were made beside the refused run
/// @param surveyMixed whether addresses that were asked in turn differ
record Repeats(List<Boolean> accepted, int asked, boolean surveyMixed) {
  Repeats {
    accepted = List.copyOf(accepted);
  }

  static Repeats of(List<Answer> answers) {
    List<Boolean> accepted = new ArrayList<>(List.of(false));
    boolean mixed = false;
    for (Answer answer : answers) {
      List<Boolean> more =
          switch (answer) {
            case Answer.Observed observed when identical(observed.question()) ->
                decided(Stream.of(observed.observation()));
            case Answer.Surveyed surveyed ->
                decided(surveyed.at().stream().map(Answer.At::observation));
            case Answer.Observed _,
                Answer.Renewed _,
                Answer.RenewalFailed _,
                Answer.Introspected _,
                Answer.KeySought _,
                Answer.Declined _ ->
                List.of();
          };
      mixed |= answer instanceof Answer.Surveyed && more.contains(true) && more.contains(false);
      accepted.addAll(more);
    }
    return new Repeats(accepted, accepted.size() - 1, mixed);
  }

  private static boolean identical(Question question) {
    return question instanceof Question.IdenticalRetry || question instanceof Question.FreshSession;
  }

  private static List<Boolean> decided(Stream<Observation> observations) {
    return observations
        .filter(observation -> observation.accepted() || observation.refused())
        .map(Observation::accepted)
        .toList();
  }

  boolean anyAccepted() {
    return accepted.contains(true);
  }

  int refused() {
    return (int) accepted.stream().filter(one -> !one).count();
  }

  /// How many were accepted since the last refusal.
  int acceptedLast() {
    return accepted.size() - 1 - accepted.lastIndexOf(false);
  }

  /// How often the answer changed from one request to the next.
  int flips() {
    int flips = 0;
    for (int i = 1; i < accepted.size(); i++) {
      flips += accepted.get(i).equals(accepted.get(i - 1)) ? 0 : 1;
    }
    return flips;
  }
}
