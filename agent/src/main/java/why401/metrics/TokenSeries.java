package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.EnumSet;
import java.util.Set;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;
import why401.token.Token;

/// The renewal counters of one credential.
final class TokenSeries {
  /// Reasons that the contract lists; the others never made a request.
  private static final Set<RenewalFailure.Reason> REASONS =
      EnumSet.of(
          RenewalFailure.Reason.UNREACHABLE,
          RenewalFailure.Reason.TIMEOUT,
          RenewalFailure.Reason.SERVER_ERROR,
          RenewalFailure.Reason.RATE_LIMITED,
          RenewalFailure.Reason.REJECTED,
          RenewalFailure.Reason.INVALID_RESPONSE);

  private final LabelledCounter failures = new LabelledCounter();
  private long renewals;

  synchronized void attempted() {
    renewals++;
  }

  synchronized void failed(RenewalFailure.Reason reason) {
    failures.increment(reason.label());
  }

  synchronized void collect(Labels labels, SeriesText out) {
    out.count(MetricCatalogue.TOKEN_RENEWALS, labels, renewals);
    for (RenewalFailure.Reason reason : REASONS) {
      out.count(
          MetricCatalogue.TOKEN_RENEWAL_FAILURES,
          labels.add("reason", reason.label()),
          failures.of(reason.label()));
    }
  }

  /// The gauges of a credential with an issuer.
  static void collect(CredentialStatus state, Labels labels, SeriesText out) {
    out.add(MetricCatalogue.TOKEN_USABLE, labels, state.usable() ? 1 : 0);
    if (state.expiresAt() != null) {
      out.add(MetricCatalogue.TOKEN_EXPIRY, labels, ProbeSeries.seconds(state.expiresAt()));
    }
    if (state.expirySource() != null) {
      boolean assumed = state.expirySource() == Token.ExpirySource.ASSUMED;
      out.add(MetricCatalogue.TOKEN_EXPIRY_ASSUMED, labels, assumed ? 1 : 0);
    }
    if (state.issuedAt() != null) {
      out.add(MetricCatalogue.TOKEN_ISSUED, labels, ProbeSeries.seconds(state.issuedAt()));
    }
    if (state.renewalDue() != null) {
      out.add(MetricCatalogue.TOKEN_RENEWAL_DUE, labels, ProbeSeries.seconds(state.renewalDue()));
    }
    if (state.issuedAt() != null && state.expiresAt() != null) {
      double lifetime =
          ProbeSeries.seconds(state.expiresAt()) - ProbeSeries.seconds(state.issuedAt());
      out.add(MetricCatalogue.TOKEN_LIFETIME, labels, lifetime);
    }
  }
}
