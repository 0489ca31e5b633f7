package why401.diagnosis.observation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.ReplicaSign;

/// Compares the servers behind the target that accept with those that refuse, by what names them.
final class ReplicaObserver implements Observer {
  /// One server that refuses and one that accepts may be told apart by a sign that differs in every
  /// answer.
  private static final int ENOUGH = 3;

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    List<String> accepting = signs(c, true);
    List<String> refusing = signs(c, false);
    if (refusing.isEmpty()) {
      return;
    }
    boolean now = !accepting.isEmpty();
    if (now) {
      compare(accepting, refusing, accepting.size() + refusing.size() >= ENOUGH, log);
    } else if (c.lastAccepted() != null && !before(c).isEmpty()) {
      boolean known = before(c).stream().anyMatch(refusing::contains);
      log.either(
          "replica", known, "as-accepted", "other", "now", all(refusing), "before", all(before(c)));
    }
  }

  private static void compare(
      List<String> accepting, List<String> refusing, boolean enough, ObservationLog log) {
    boolean apart = Collections.disjoint(accepting, refusing);
    boolean repeated =
        new HashSet<>(accepting).size() < accepting.size()
            || new HashSet<>(refusing).size() < refusing.size();
    if (apart && enough && repeated) {
      log.see("replica", "apart", "accepting", all(accepting), "refusing", all(refusing));
    } else if (!apart) {
      log.see("replica", "as-accepted", "now", all(refusing));
    }
  }

  private static List<String> before(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted == null ? List.of() : accepted.surface().replicas();
  }

  private static String all(List<String> signs) {
    return String.join(", ", new TreeSet<>(signs));
  }

  /// The signs of the replies to what the refused run sent.
  private static List<String> signs(EvidenceView c, boolean accepted) {
    List<Observation> replies = new ArrayList<>(List.of(c.refusal()));
    c.evidence().answers().stream().flatMap(ReplicaObserver::identical).forEach(replies::add);
    return replies.stream()
        .filter(reply -> accepted ? reply.accepted() : reply.refused())
        .flatMap(reply -> reply.exchange().stream())
        .flatMap(exchange -> ReplicaSign.of(exchange).stream())
        .toList();
  }

  private static Stream<Observation> identical(ExperimentResult result) {
    return result.experiment() instanceof Experiment.IdenticalRetry
            || result.experiment() instanceof Experiment.FreshSession
            || result instanceof ExperimentResult.Surveyed
        ? result.observations()
        : Stream.empty();
  }
}
