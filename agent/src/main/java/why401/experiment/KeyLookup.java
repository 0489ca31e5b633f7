package why401.experiment;

import why401.credential.Credential;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;

/// Looks for the token's key in the issuer's key set.
record KeyLookup(ExperimentContext context) implements Trial<Experiment.KeyLookup> {
  @Override
  public ExperimentResult perform(Experiment.KeyLookup question, RefusedRun run, int left) {
    Credential credential = run.credential();
    return credential == null
        ? new ExperimentResult.Declined(question, "the probe has no credential")
        : new ExperimentResult.KeySought(
            question, context.tokens().lookUpKey(credential, question.keyId()));
  }
}
