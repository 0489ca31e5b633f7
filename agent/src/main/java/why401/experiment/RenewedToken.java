package why401.experiment;

import java.time.Duration;
import java.util.OptionalLong;
import why401.credential.Credential;
import why401.diagnosis.Answer;
import why401.diagnosis.ProofFacts;
import why401.diagnosis.Question;
import why401.diagnosis.Readings;
import why401.probe.Variation;
import why401.token.Proof;
import why401.token.Renewal;
import why401.token.Token;

/// Obtains a fresh token or session and shows it.
record RenewedToken(Bench bench) implements Trial<Question.RenewedToken> {
  /// Long enough for a token to reach the replicas of an identity provider.
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Override
  public Answer perform(Question.RenewedToken question, Scene scene, int left) {
    Credential credential = scene.credential();
    OptionalLong generation = generation(scene.proof());
    if (credential == null || generation.isEmpty()) {
      return new Answer.Declined(question, "the credential is not renewed by the agent");
    }
    return switch (bench.tokens().renewNow(credential, generation.getAsLong())) {
      case Renewal.NotNow notNow -> new Answer.Declined(question, notNow.why());
      case Renewal.Failed failed ->
          new Answer.RenewalFailed(
              question,
              failed.fault(),
              Readings.of(failed.fault(), credential.type(), bench.reader()));
      case Renewal.Renewed renewed -> show(question, scene, renewed.token());
    };
  }

  private Answer show(Question question, Scene scene, Token token) {
    Proof proof =
        scene.proof() instanceof Proof.Session session
            ? new Proof.Session(token, session.origin())
            : new Proof.AccessToken(token);
    // A login takes its page and its form.
    int renewal = proof instanceof Proof.Session ? 2 : 1;
    return switch (bench.send(question, scene, proof, new Variation.WithProof(proof), PAUSE)) {
      case Answer.Observed observed ->
          new Answer.Renewed(
              question,
              ProofFacts.of(proof),
              observed.observation(),
              renewal + observed.requests());
      case Answer other -> other;
    };
  }

  private static OptionalLong generation(Proof proof) {
    return switch (proof) {
      case Proof.AccessToken access -> OptionalLong.of(access.token().generation());
      case Proof.Session session -> OptionalLong.of(session.token().generation());
      case Proof.None _, Proof.Basic _, Proof.Digest _, Proof.Key _, Proof.StaticBearer _ ->
          OptionalLong.empty();
    };
  }
}
