package why401.experiment;

import why401.credential.Credential;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;

/// Looks for the token's key in the issuer's key set.
record KeyLookup(Bench bench) implements Trial<Question.KeyLookup> {
  @Override
  public Answer perform(Question.KeyLookup question, Scene scene, int left) {
    Credential credential = scene.credential();
    return credential == null
        ? new Answer.Declined(question, "the probe has no credential")
        : new Answer.KeySought(question, bench.tokens().lookUpKey(credential, question.keyId()));
  }
}
