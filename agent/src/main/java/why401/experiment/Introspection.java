package why401.experiment;

import why401.credential.Credential;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;

/// Asks the identity provider whether the token is active.
record Introspection(ExperimentContext context) implements Trial<Experiment.Introspection> {
  @Override
  public ExperimentResult perform(Experiment.Introspection question, RefusedRun run, int left) {
    Credential credential = run.credential();
    return credential == null
        ? new ExperimentResult.Declined(question, "the probe has no credential")
        : new ExperimentResult.Introspected(
            question, context.tokens().introspect(credential, run.credentials()));
  }
}
