package why401.app;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import why401.diagnosis.RenewalFailureExplainer;
import why401.diagnosis.verdict.Verdict;
import why401.metrics.BlockedRenewal;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;

/// The credentials whose last renewal failed in a way that only a person can fix, each with its
/// verdict, for an alert while the current token still works. Each failure is explained once.
final class BlockedRenewals implements Supplier<List<BlockedRenewal>> {
  private static final Set<RenewalFailure.Reason> FOR_A_PERSON =
      EnumSet.of(
          RenewalFailure.Reason.REJECTED,
          RenewalFailure.Reason.SECRET_UNAVAILABLE,
          RenewalFailure.Reason.MALFORMED);

  private final Supplier<List<CredentialStatus>> credentials;
  private final RenewalFailureExplainer explainer;
  private Map<RenewalFailure, Verdict> previous = Map.of();

  BlockedRenewals(Supplier<List<CredentialStatus>> credentials, RenewalFailureExplainer explainer) {
    this.credentials = credentials;
    this.explainer = explainer;
  }

  @Override
  public synchronized List<BlockedRenewal> get() {
    Map<RenewalFailure, Verdict> known = new HashMap<>();
    List<BlockedRenewal> blocked = new ArrayList<>();
    for (CredentialStatus state : credentials.get()) {
      RenewalFailure failure = state.lastFailure();
      if (failure == null || state.issuer().isEmpty() || !FOR_A_PERSON.contains(failure.reason())) {
        continue;
      }
      Verdict before = previous.get(failure);
      Verdict verdict =
          before == null ? explainer.explain(state.name(), state.type(), failure) : before;
      known.put(failure, verdict);
      blocked.add(new BlockedRenewal(state.name(), state.issuer(), verdict));
    }
    previous = known;
    return blocked;
  }
}
