package why401.diagnosis;

import java.util.List;
import java.util.Optional;

/// Examines evidence: a pure function to a verdict or to the next question.
public final class Diagnostician {
  private static final Draft UNDECIDED = Draft.possible(Cause.UNKNOWN);

  /// Concludes if the evidence decides, or if nothing that may be asked would decide it; otherwise
  /// asks the cheapest and safest question that separates the causes left.
  public Diagnosis examine(Evidence evidence) {
    return switch (evidence.subject()) {
      case Subject.Withheld withheld ->
          concluded(evidence, NothingToSend.judge(evidence, withheld));
      case Subject.Refused refused -> examine(new Case(evidence, refused));
    };
  }

  private static Diagnosis examine(Case c) {
    List<Draft> drafts = Rules.judge(c);
    Optional<Draft> decided =
        drafts.stream().filter(draft -> draft.confidence() == Confidence.CERTAIN).findFirst();
    if (decided.filter(draft -> Steadiness.lacks(c, draft)).isPresent()) {
      return Steadiness.next(c)
          .<Diagnosis>map(Diagnosis.Asks::new)
          .orElseGet(() -> concluded(c.evidence(), Steadiness.doubted(c, decided.get())));
    }
    Draft best = decided.orElseGet(() -> drafts.isEmpty() ? UNDECIDED : drafts.getFirst());
    if (best.enough()) {
      return concluded(c.evidence(), best);
    }
    return Playbook.next(c)
        .<Diagnosis>map(Diagnosis.Asks::new)
        .orElseGet(() -> concluded(c.evidence(), best));
  }

  private static Diagnosis concluded(Evidence evidence, Draft draft) {
    return new Diagnosis.Concluded(Narrator.tell(evidence, draft));
  }
}
