package why401.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;
import why401.token.RenewalHistory;

/// A credential on the API: its lifetime, none of its secrets.
///
/// @param expirySource where `expiry` comes from, or null without a token of ours
/// @param suspended whether renewal waits for a person or a changed secret
/// @param secret what a person must replace, if its expiry is known, or null
/// @param heldUntil when what was refused is tried again if nothing changes, or null
/// @param heldWhy why it is held back until then, or null
/// @param probes names of the probes that use it
/// @param renewals the last renewals, oldest first
/// @param member of the cluster that renews it, if that is another one, or null
public record CredentialJson(
    String name,
    String type,
    @Nullable String issuer,
    boolean usable,
    boolean suspended,
    @Nullable Instant issued,
    @Nullable Instant expiry,
    @Nullable String expirySource,
    @Nullable Instant renewalDue,
    @Nullable SecretJson secret,
    @Nullable FailureJson lastFailure,
    @Nullable Instant heldUntil,
    @Nullable String heldWhy,
    List<String> probes,
    List<RenewalHistory.Event> renewals,
    @Nullable String member) {
  public CredentialJson {
    probes = List.copyOf(probes);
    renewals = List.copyOf(renewals);
  }

  /// The end of a secret that a person must replace.
  record SecretJson(String kind, Instant expiry) {
    static @Nullable SecretJson of(CredentialStatus state) {
      return state.secretKind() == null || state.secretExpiresAt() == null
          ? null
          : new SecretJson(state.secretKind(), state.secretExpiresAt());
    }
  }

  /// Why the last renewal failed.
  record FailureJson(
      Instant at, String reason, int status, @Nullable String error, String description) {
    static FailureJson of(RenewalFailure failure) {
      return new FailureJson(
          failure.at(),
          failure.reason().label(),
          failure.status(),
          failure.error(),
          failure.description());
    }
  }

  public static CredentialJson of(
      CredentialStatus state, List<String> probes, List<RenewalHistory.Event> renewals) {
    return new CredentialJson(
        state.name(),
        state.type(),
        state.issuer().isEmpty() ? null : state.issuer(),
        state.usable(),
        state.suspended(),
        state.issuedAt(),
        state.expiresAt(),
        state.expirySource() == null ? null : state.expirySource().label(),
        state.renewalDue(),
        SecretJson.of(state),
        state.lastFailure() == null ? null : FailureJson.of(state.lastFailure()),
        state.hold() == null ? null : state.hold().until(),
        state.hold() == null ? null : state.hold().why(),
        probes,
        renewals,
        null);
  }

  /// The same as another member has it, for those that use it anywhere.
  public CredentialJson of(@Nullable String newMember, List<String> users) {
    return new CredentialJson(
        name,
        type,
        issuer,
        usable,
        suspended,
        issued,
        expiry,
        expirySource,
        renewalDue,
        secret,
        lastFailure,
        heldUntil,
        heldWhy,
        users,
        renewals,
        newMember);
  }
}
