package why401.diagnosis.observation;

import java.util.List;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.Table;
import why401.probe.Outcome;

/// All that can be observed of a case, from every source.
public final class Observers {
  private static final List<Observer> REFUSED =
      List.of(
          new SecretObserver(),
          new ClaimObserver(),
          new ClockObserver(),
          new BirthObserver(),
          new CertificateObserver(),
          new TimeWordObserver(),
          new ResponseObserver(),
          new WordObserver(),
          new GrantObserver(),
          new SignObserver(),
          new ControlObserver(),
          new ControlResourceObserver(),
          new RepeatObserver(),
          new ReplicaObserver(),
          new DelayObserver(),
          new RenewalObserver(),
          new ProviderObserver(),
          new HistoryObserver(),
          new NeighbourObserver());

  /// A proxy refused: the target did not see the credential, so a look at that says nothing.
  private static final List<Observer> BY_PROXY =
      List.of(new ResponseObserver(), new WordObserver(), new SignObserver());

  private Observers() {}

  /// Looks at what somebody captured.
  public static Observations ofCapture(Table table, Evidence evidence) {
    ObservationLog log = new ObservationLog(table, evidence.now());
    if (evidence.symptom() instanceof Symptom.Refused refused) {
      new CaptureObserver().look(new EvidenceView(evidence, refused), log);
    }
    return of(table, evidence).with(log.all());
  }

  /// Looks at `evidence`.
  public static Observations of(Table table, Evidence evidence) {
    ObservationLog log = new ObservationLog(table, evidence.now());
    switch (evidence.symptom()) {
      case Symptom.Withheld withheld -> WithheldObserver.look(evidence, withheld, log);
      case Symptom.Refused refused -> {
        EvidenceView c = new EvidenceView(evidence, refused);
        boolean byProxy = c.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
        (byProxy ? BY_PROXY : REFUSED).forEach(observer -> observer.look(c, log));
      }
    }
    return log.all();
  }
}
