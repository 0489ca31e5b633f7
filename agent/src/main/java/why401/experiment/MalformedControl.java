package why401.experiment;

import java.time.Duration;
import why401.credential.Secret;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Variation;
import why401.token.Proof;

/// Sends a bearer token with a character that no token has (RFC 6750, 2.1).
record MalformedControl(Bench bench) implements Trial<Question.MalformedControl> {
  private static final String NO_TOKEN = "why401,cannot,be,a,token";

  @Override
  public Answer perform(Question.MalformedControl question, Scene scene, int left) {
    Proof proof = new Proof.StaticBearer(Secret.of(NO_TOKEN));
    return bench.send(question, scene, proof, new Variation.WithProof(proof), Duration.ZERO);
  }
}
