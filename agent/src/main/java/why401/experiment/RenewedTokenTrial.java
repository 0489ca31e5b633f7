package why401.experiment;

import java.time.Duration;
import java.util.OptionalLong;
import why401.credential.Credential;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalResult;
import why401.token.Token;

/// Obtains a fresh token or session and shows it.
record RenewedTokenTrial(ExperimentContext context) implements Trial<Experiment.RenewedToken> {
  /// Long enough for a token to reach the replicas of an identity provider.
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Override
  public ExperimentResult perform(Experiment.RenewedToken question, RefusedRun run, int left) {
    Credential credential = run.credential();
    OptionalLong generation = generation(run.credentials());
    if (credential == null || generation.isEmpty()) {
      return new ExperimentResult.Declined(question, "the credential is not renewed by the agent");
    }
    return switch (context.tokens().renewNow(credential, generation.getAsLong())) {
      case RenewalResult.NotNow notNow -> new ExperimentResult.Declined(question, notNow.why());
      case RenewalResult.Failed failed ->
          new ExperimentResult.RenewalFailed(
              question,
              failed.failure(),
              Observation.ofIssuer(failed.failure(), credential.type(), context.reader()));
      case RenewalResult.Renewed renewed -> show(question, run, renewed.token());
    };
  }

  private ExperimentResult show(Experiment experiment, RefusedRun run, Token token) {
    Credentials credentials =
        run.credentials() instanceof Credentials.Session session
            ? new Credentials.Session(token, session.origin())
            : new Credentials.AccessToken(token);
    // A login takes its page and its form.
    int renewal = credentials instanceof Credentials.Session ? 2 : 1;
    return switch (context.send(
        experiment, run, credentials, new RequestVariation.WithProof(credentials), PAUSE)) {
      case ExperimentResult.Observed observed ->
          new ExperimentResult.Renewed(
              experiment,
              CredentialFacts.of(credentials),
              observed.observation(),
              renewal + observed.requests());
      case ExperimentResult other -> other;
    };
  }

  private static OptionalLong generation(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AccessToken access -> OptionalLong.of(access.token().generation());
      case Credentials.Session session -> OptionalLong.of(session.token().generation());
      case Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Key _,
          Credentials.StaticBearer _ ->
          OptionalLong.empty();
    };
  }
}
