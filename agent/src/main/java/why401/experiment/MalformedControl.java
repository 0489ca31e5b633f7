package why401.experiment;

import java.time.Duration;
import why401.credential.secret.Secret;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// Sends a bearer token with a character that no token has (RFC 6750, 2.1).
record MalformedControl(ExperimentContext context) implements Trial<Experiment.MalformedControl> {
  private static final String NO_TOKEN = "why401,cannot,be,a,token";

  @Override
  public ExperimentResult perform(Experiment.MalformedControl question, RefusedRun run, int left) {
    Credentials credentials = new Credentials.StaticBearer(Secret.of(NO_TOKEN));
    return context.send(
        question, run, credentials, new RequestVariation.WithProof(credentials), Duration.ZERO);
  }
}
