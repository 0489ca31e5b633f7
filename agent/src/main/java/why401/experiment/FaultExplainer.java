package why401.experiment;

import java.time.Instant;
import java.util.List;
import why401.challenge.Reader;
import why401.diagnosis.Allowance;
import why401.diagnosis.Background;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.Evidence;
import why401.diagnosis.History;
import why401.diagnosis.Means;
import why401.diagnosis.Neighbours;
import why401.diagnosis.Readings;
import why401.diagnosis.Setup;
import why401.diagnosis.Subject;
import why401.diagnosis.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Fault;

/// Says what a failed renewal means before any probe suffers from it: a token that is still held
/// works on, and a person can act in time. Asks nobody. Safe for many threads.
public final class FaultExplainer {
  private final Diagnostician diagnostician = new Diagnostician();
  private final Reader reader;

  /// Reads answers with `reader`.
  public FaultExplainer(Reader reader) {
    this.reader = reader;
  }

  /// The verdict that a run withheld for `fault` would get.
  ///
  /// @param type `type` of the credential
  public Verdict explain(String credential, String type, Fault fault) {
    Outcome.Withheld withheld =
        new Outcome.Withheld(fault.at(), Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE, fault);
    Setup setup = new Setup("", credential, type, Probe.TokenDemand.NONE, Means.NONE, "", null);
    Background background = new Background(setup, null, History.NONE, Neighbours.NONE, null, null);
    return explain(withheld, type, background, fault.at());
  }

  /// The verdict on a run that had nothing to send.
  ///
  /// @param type `type` of the credential, or empty
  /// @param now when it is asked
  Verdict explain(Outcome.Withheld withheld, String type, Background background, Instant now) {
    Subject subject = new Subject.Withheld(withheld, Readings.of(withheld.fault(), type, reader));
    Evidence evidence = new Evidence(now, subject, background, Allowance.NONE, List.of());
    return switch (diagnostician.examine(evidence)) {
      case Diagnosis.Concluded(Verdict verdict) -> verdict;
      case Diagnosis.Asks(var question) ->
          throw new IllegalStateException(
              "question: %s (expected: none without an allowance)".formatted(question));
    };
  }
}
