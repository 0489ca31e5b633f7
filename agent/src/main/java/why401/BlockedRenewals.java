package why401;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import why401.diagnosis.Verdict;
import why401.experiment.FaultExplainer;
import why401.metrics.Blocked;
import why401.token.CredentialState;
import why401.token.Fault;

/// The credentials whose last renewal failed in a way that only a person can mend, each with its
/// verdict: what an alert says while the token in hand still works. A fault is read once.
final class BlockedRenewals implements Supplier<List<Blocked>> {
  private static final Set<Fault.Reason> FOR_A_PERSON =
      EnumSet.of(Fault.Reason.REJECTED, Fault.Reason.SECRET_UNAVAILABLE, Fault.Reason.MALFORMED);

  private final Supplier<List<CredentialState>> credentials;
  private final FaultExplainer explainer;
  private Map<Fault, Verdict> told = Map.of();

  BlockedRenewals(Supplier<List<CredentialState>> credentials, FaultExplainer explainer) {
    this.credentials = credentials;
    this.explainer = explainer;
  }

  @Override
  public synchronized List<Blocked> get() {
    Map<Fault, Verdict> known = new HashMap<>();
    List<Blocked> blocked = new ArrayList<>();
    for (CredentialState state : credentials.get()) {
      Fault fault = state.lastFailure();
      if (fault == null || state.issuer().isEmpty() || !FOR_A_PERSON.contains(fault.reason())) {
        continue;
      }
      Verdict before = told.get(fault);
      Verdict verdict =
          before == null ? explainer.explain(state.name(), state.type(), fault) : before;
      known.put(fault, verdict);
      blocked.add(new Blocked(state.name(), state.issuer(), verdict));
    }
    told = known;
    return blocked;
  }
}
