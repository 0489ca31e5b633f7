package why401.diagnosis.observation;

import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Neighbours.Tally;

/// Looks at how other probes fare right now.
final class NeighbourObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    Neighbours near = c.evidence().background().neighbours();
    if (near.sibling().accepted() > 0) {
      log.see("same-credential", "accepted-same-origin", "probe", near.named());
    } else if (near.sameCredential().accepted() > 0) {
      log.see("same-credential", "accepted-elsewhere", "probe", near.named());
    } else if (near.sameCredential().allRefused() || near.sibling().allRefused()) {
      log.see("same-credential", "refused", "probe", near.named());
    }
    if (near.mixed() > 0) {
      log.see("same-target", "mixed");
    } else if (!allRefused(c)) {
      same("same-target", near.sameTarget(), log);
    }
    same("same-issuer", near.sameIssuer(), log);
  }

  /// Whether everybody else is refused at this target as well, where ours was accepted before; this
  /// is seen once, by how it began.
  static boolean allRefused(EvidenceView c) {
    Neighbours near = c.evidence().background().neighbours();
    return c.lastAccepted() != null && near.mixed() == 0 && near.sameTarget().allRefused();
  }

  private static void same(String variable, Tally tally, ObservationLog log) {
    if (tally.allAccepted() || tally.allRefused()) {
      log.either(variable, tally.allAccepted(), "accepted", "refused", "probe", "nearby");
    }
  }
}
