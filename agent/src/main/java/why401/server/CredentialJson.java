package why401.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.token.CredentialState;
import why401.token.Fault;

/// A credential on the API: its life, none of its secrets.
///
/// @param suspended whether renewal waits for a person or a changed secret
/// @param secret what a person must replace, if somebody knows its end, or null
/// @param probes names of the probes that use it
/// @param renewals the last renewals, oldest first
record CredentialJson(
    String name,
    String type,
    @Nullable String issuer,
    boolean usable,
    boolean suspended,
    @Nullable Instant issued,
    @Nullable Instant expiry,
    @Nullable Instant renewalDue,
    @Nullable SecretJson secret,
    @Nullable FailureJson lastFailure,
    List<String> probes,
    List<RenewalJson> renewals) {
  CredentialJson {
    probes = List.copyOf(probes);
    renewals = List.copyOf(renewals);
  }

  /// The end of a secret that a person must replace.
  record SecretJson(String kind, Instant expiry) {
    static @Nullable SecretJson of(CredentialState state) {
      return state.secretKind() == null || state.secretExpiresAt() == null
          ? null
          : new SecretJson(state.secretKind(), state.secretExpiresAt());
    }
  }

  /// Why the last renewal failed.
  record FailureJson(
      Instant at, String reason, int status, @Nullable String error, String description) {
    static FailureJson of(Fault fault) {
      return new FailureJson(
          fault.at(), fault.reason().label(), fault.status(), fault.error(), fault.description());
    }
  }

  /// One renewal that ended.
  record RenewalJson(Instant at, @Nullable String reason, @Nullable Instant until) {
    static RenewalJson of(Lifelines.Event event) {
      return new RenewalJson(event.at(), event.reason(), event.until());
    }
  }

  static CredentialJson of(
      CredentialState state, List<String> probes, List<Lifelines.Event> renewals) {
    return new CredentialJson(
        state.name(),
        state.type(),
        state.issuer().isEmpty() ? null : state.issuer(),
        state.usable(),
        state.suspended(),
        state.issuedAt(),
        state.expiresAt(),
        state.renewalDue(),
        SecretJson.of(state),
        state.lastFailure() == null ? null : FailureJson.of(state.lastFailure()),
        probes,
        renewals.stream().map(RenewalJson::of).toList());
  }
}
