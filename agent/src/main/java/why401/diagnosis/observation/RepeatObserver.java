package why401.diagnosis.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.RetrySeries;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.Formats;

/// Counts how identical requests were answered: in this examination and in the runs before it.
final class RepeatObserver implements Observer {
  /// So many replies alike, of replicas that are half and half one series in sixteen is.
  private static final int MANY = 5;

  /// Accepted so often in a row, a broken replica is improbable.
  private static final int CALM = 3;

  /// Between acceptance and refusal so often, over minutes, it is no accident.
  private static final int OFTEN = 3;

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    boolean session = hasSession(c);
    List<ExperimentResult> counted =
        c.evidence().answers().stream()
            .map(one -> repeated(c, one))
            .filter(one -> identical(one, session))
            .toList();
    repeats(c, RetrySeries.of(counted), log);
    addresses(c, log);
    if (c.lastAccepted() != null) {
      log.either("cookies", session, "kept", "none", "target", Formats.origin(c.exchange().url()));
    }
    if (session) {
      freshSession(c, log);
    }
    c.observed(Experiment.CleanedSecret.class)
        .filter(answer -> answer.accepted() || answer.refused())
        .ifPresent(
            answer ->
                log.either("cleaned", answer.accepted(), "accepted", "refused", "what", damage(c)));
  }

  private static String damage(EvidenceView c) {
    return String.join(
        ", and ",
        c.sent().damage().stream()
            .sorted()
            .filter(damage -> damage.cleanable())
            .map(damage -> damage.words().replaceFirst(" (?:at|in|around|in front of) .*", ""))
            .toList());
  }

  /// Whether there are cookies or a nonce that a new session would be rid of.
  static boolean hasSession(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return c.kind() == Kind.SESSION
        || c.interpretation().challenges().staleDigest()
        || (accepted != null && accepted.surface().cookies());
  }

  /// A renewal that brought the same token made the identical request once more.
  private static ExperimentResult repeated(EvidenceView c, ExperimentResult result) {
    return result instanceof ExperimentResult.Renewed renewed
            && renewed.fresh().fingerprint().equals(c.sent().fingerprint())
        ? new ExperimentResult.Observed(new Experiment.IdenticalRetry(1), renewed.observation())
        : result;
  }

  private static boolean identical(ExperimentResult result, boolean session) {
    return result instanceof ExperimentResult.Surveyed
        ? !RetrySeries.of(List.of(result)).surveyMixed()
        : !(session && result.experiment() instanceof Experiment.FreshSession);
  }

  private static void repeats(EvidenceView c, RetrySeries now, ObservationLog log) {
    List<Boolean> runs = sameProof(c);
    List<Boolean> all = new ArrayList<>(runs);
    all.addAll(now.accepted());
    List<Boolean> since = sinceFirstRefusal(all);
    int accepted = (int) since.stream().filter(one -> one).count();
    String[] details = {
      "count", String.valueOf(since.size()), "accepted", String.valueOf(accepted)
    };
    if (now.flips() >= 2 || flips(since) >= OFTEN) {
      log.see("repeats", "mixed", details);
    } else if (now.flips() == 1) {
      boolean calm = now.acceptedLast() >= CALM;
      log.either(
          "repeats", calm, "passed", "passed-once", "count", String.valueOf(now.acceptedLast()));
    } else if (now.refused() + refusedLast(runs) > 1) {
      int alike = now.refused() + refusedLast(runs);
      log.either(
          "repeats", alike >= MANY, "alike-many", "alike-few", "count", String.valueOf(alike));
    }
  }

  /// The runs just before that showed the same secret.
  private static List<Boolean> sameProof(EvidenceView c) {
    int proof = c.sent().fingerprint().hashCode();
    List<Boolean> same = new ArrayList<>();
    for (RunSeries.Run run : c.evidence().background().history().runs()) {
      if (run.proof() == proof && proof != 0) {
        same.add(run.accepted());
      } else {
        same.clear();
      }
    }
    return same;
  }

  private static List<Boolean> sinceFirstRefusal(List<Boolean> accepted) {
    int first = accepted.indexOf(false);
    return first < 0 ? List.of() : accepted.subList(first, accepted.size());
  }

  private static int refusedLast(List<Boolean> accepted) {
    return accepted.size() - 1 - accepted.lastIndexOf(true);
  }

  private static int flips(List<Boolean> accepted) {
    int flips = 0;
    for (int i = 1; i < accepted.size(); i++) {
      flips += accepted.get(i).equals(accepted.get(i - 1)) ? 0 : 1;
    }
    return flips;
  }

  private static void addresses(EvidenceView c, ObservationLog log) {
    Optional<ExperimentResult.Surveyed> survey =
        c.answers(Experiment.EachAddress.class)
            .filter(ExperimentResult.Surveyed.class::isInstance)
            .map(ExperimentResult.Surveyed.class::cast)
            .findFirst();
    if (survey.isEmpty()) {
      return;
    }
    List<String> accepting = at(survey.get(), true);
    List<String> refusing = at(survey.get(), false);
    if (!accepting.isEmpty() && !refusing.isEmpty()) {
      log.see(
          "addresses",
          "some-accept",
          "accepting",
          String.join(", ", accepting),
          "refusing",
          String.join(", ", refusing));
    } else if (refusing.size() > 1) {
      log.see("addresses", "all-refuse");
    }
  }

  private static List<String> at(ExperimentResult.Surveyed survey, boolean accepting) {
    return survey.at().stream()
        .filter(one -> accepting ? one.observation().accepted() : one.observation().refused())
        .map(ExperimentResult.At::address)
        .toList();
  }

  /// A new session tells something of the old one if that was refused again meanwhile, or if only
  /// its nonce was old.
  private static void freshSession(EvidenceView c, ObservationLog log) {
    boolean again =
        c.observed(Experiment.IdenticalRetry.class).filter(Observation::refused).isPresent();
    c.observed(Experiment.FreshSession.class)
        .filter(answer -> answer.refused() || (answer.accepted() && (again || stale(c))))
        .ifPresent(
            answer -> log.either("session", answer.accepted(), "fresh-accepted", "fresh-refused"));
  }

  private static boolean stale(EvidenceView c) {
    return c.interpretation().challenges().staleDigest();
  }
}
