package why401.diagnosis.observation;

import java.util.Optional;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Formats;

/// Compares the answer to ours with those to nobody, to a stranger and to what is no credential.
final class ControlObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    Optional<Observation> anonymous = answered(c, Experiment.AnonymousControl.class);
    Optional<Observation> decoy = answered(c, Experiment.NonsenseControl.class);
    decoy.ifPresent(answer -> realms(c, answer, log));
    anonymous.filter(answer -> c.status() == 401).ifPresent(answer -> rights(answer, log));
    if (anonymous.filter(Observation::accepted).isPresent()) {
      log.see("controls", "anonymous-accepted");
    } else if (decoy.filter(Observation::accepted).isPresent()) {
      log.see("controls", "decoy-accepted");
    } else if (anonymous.isPresent() && decoy.isPresent()) {
      both(c, alike(c, anonymous.get()), alike(c, decoy.get()), log);
    } else if (anonymous.isPresent()) {
      log.see("controls", alike(c, anonymous.get()) ? alikeToAnonymous(c) : "anonymous-differs");
    } else if (decoy.isPresent()) {
      log.either("controls", alike(c, decoy.get()), "decoy-alike", "decoy-differs");
    }
  }

  /// A target that answers 403 to nobody in particular tells missing rights from bad credentials.
  private static void rights(Observation anonymous, ObservationLog log) {
    log.either(
        "status-without", anonymous.status() == 403, "forbidden", "other", "status", "HTTP 403");
  }

  /// Two realms are two places that look at the credential.
  private static void realms(EvidenceView c, Observation decoy, ObservationLog log) {
    Optional<String> ours = realm(c.standing());
    Optional<String> others = realm(decoy);
    if (ours.isPresent() && others.isPresent()) {
      log.either(
          "realm",
          ours.equals(others),
          "same",
          "other",
          "ours",
          Formats.name(ours.get()),
          "others",
          Formats.name(others.get()));
    }
  }

  private static Optional<String> realm(Observation answer) {
    return Optional.ofNullable(answer.interpretation()).stream()
        .flatMap(said -> said.challenges().list().stream())
        .map(challenge -> challenge.param("realm"))
        .filter(realm -> !realm.isEmpty())
        .findFirst();
  }

  private static void both(
      EvidenceView c, boolean likeAnonymous, boolean likeDecoy, ObservationLog log) {
    if (likeAnonymous && likeDecoy) {
      log.see("controls", alikeToAll(c));
    } else if (likeAnonymous) {
      log.see("controls", "ours-like-anonymous");
    } else {
      log.either("controls", likeDecoy, "ours-like-decoy", "ours-differs");
    }
  }

  private static String alikeToAll(EvidenceView c) {
    Optional<Observation> malformed = answered(c, Experiment.MalformedControl.class);
    return c.kind() != Kind.TOKEN
        ? "all-alike"
        : malformed
            .map(answer -> alike(c, answer) ? "all-alike" : "only-malformed-differs")
            .orElse("decoy-alike-all");
  }

  /// Without a decoy: what a token that cannot be one tells.
  private static String alikeToAnonymous(EvidenceView c) {
    return answered(c, Experiment.MalformedControl.class)
        .map(answer -> alike(c, answer) ? "all-alike" : "malformed-differs")
        .orElse("anonymous-alike");
  }

  static Optional<Observation> answered(EvidenceView c, Class<? extends Experiment> experiment) {
    return c.observed(experiment).filter(answer -> answer.status() > 0);
  }

  private static boolean alike(EvidenceView c, Observation answer) {
    return c.standing().sameAs(answer);
  }
}
