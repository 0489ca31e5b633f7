package why401.diagnosis;

import java.time.Instant;
import java.util.List;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.ResponseInterpreter;
import why401.token.RenewalFailure;

/// Says what a failed renewal means before any probe suffers from it: a token that is still held
/// works on, and a person can act in time. Asks nobody. Safe for many threads.
public final class RenewalFailureExplainer {
  private final Diagnostician diagnostician = new Diagnostician();
  private final ResponseInterpreter reader;

  /// Reads answers with `reader`.
  public RenewalFailureExplainer(ResponseInterpreter reader) {
    this.reader = reader;
  }

  /// The verdict that a run withheld for `fault` would get.
  ///
  /// @param type `type` of the credential
  public Verdict explain(String credential, String type, RenewalFailure failure) {
    Outcome.Withheld withheld =
        new Outcome.Withheld(failure.at(), Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE, failure);
    ProbeContext context =
        new ProbeContext("", credential, type, Probe.TokenDemand.NONE, Capabilities.NONE, "", null);
    Background background =
        new Background(context, null, RunSeries.NONE, Neighbours.NONE, null, null);
    return explain(withheld, type, background, failure.at()).verdict();
  }

  /// The verdict on a run that had nothing to send.
  ///
  /// @param type `type` of the credential, or empty
  /// @param now when it is asked
  public Diagnosis.Concluded explain(
      Outcome.Withheld withheld, String type, Background background, Instant now) {
    Symptom symptom =
        new Symptom.Withheld(withheld, Observation.ofIssuer(withheld.failure(), type, reader));
    Evidence evidence = new Evidence(now, symptom, background, RemainingBudget.NONE, List.of());
    return switch (diagnostician.examine(evidence)) {
      case Diagnosis.Concluded concluded -> concluded;
      case Diagnosis.Asks(var experiment) ->
          throw new IllegalStateException(
              "question: %s (expected: none without an allowance)".formatted(experiment));
    };
  }
}
