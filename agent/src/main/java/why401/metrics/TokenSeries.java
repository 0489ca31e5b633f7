package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumSet;
import java.util.Set;
import why401.token.CredentialState;
import why401.token.Fault;

/// The renewal counters of one credential.
final class TokenSeries {
  /// Reasons that the contract lists; the others never made a request.
  private static final Set<Fault.Reason> REASONS =
      EnumSet.of(
          Fault.Reason.UNREACHABLE,
          Fault.Reason.TIMEOUT,
          Fault.Reason.SERVER_ERROR,
          Fault.Reason.RATE_LIMITED,
          Fault.Reason.REJECTED,
          Fault.Reason.INVALID_RESPONSE);

  private final Counts failures = new Counts();
  private long renewals;

  synchronized void attempted() {
    renewals++;
  }

  synchronized void failed(Fault.Reason reason) {
    failures.increment(reason.label());
  }

  synchronized void collect(Labels labels, Families out) {
    out.count(Catalogue.TOKEN_RENEWALS, labels, renewals);
    for (Fault.Reason reason : REASONS) {
      out.count(
          Catalogue.TOKEN_RENEWAL_FAILURES,
          labels.add("reason", reason.label()),
          failures.of(reason.label()));
    }
  }

  /// The gauges of a credential with an issuer.
  static void collect(CredentialState state, Labels labels, Families out) {
    out.add(Catalogue.TOKEN_USABLE, labels, state.usable() ? 1 : 0);
    if (state.expiresAt() != null) {
      out.add(Catalogue.TOKEN_EXPIRY, labels, ProbeSeries.seconds(state.expiresAt()));
    }
    if (state.issuedAt() != null) {
      out.add(Catalogue.TOKEN_ISSUED, labels, ProbeSeries.seconds(state.issuedAt()));
    }
    if (state.renewalDue() != null) {
      out.add(Catalogue.TOKEN_RENEWAL_DUE, labels, ProbeSeries.seconds(state.renewalDue()));
    }
    if (state.issuedAt() != null && state.expiresAt() != null) {
      double lifetime =
          ProbeSeries.seconds(state.expiresAt()) - ProbeSeries.seconds(state.issuedAt());
      out.add(Catalogue.TOKEN_LIFETIME, labels, lifetime);
    }
  }
}
