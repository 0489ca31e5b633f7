package why401.experiment;

import why401.credential.Credential;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;

/// Asks the identity provider whether the token is active.
record Introspection(Bench bench) implements Trial<Question.Introspection> {
  @Override
  public Answer perform(Question.Introspection question, Scene scene, int left) {
    Credential credential = scene.credential();
    return credential == null
        ? new Answer.Declined(question, "the probe has no credential")
        : new Answer.Introspected(question, bench.tokens().introspect(credential, scene.proof()));
  }
}
