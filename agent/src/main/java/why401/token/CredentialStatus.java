package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The status of one credential; no secrets.
///
/// @param issuer value of the metric label, empty for a credential without one
/// @param usable whether a probe could use it now
/// @param issuedAt when the current token or secret was obtained
/// @param expiresAt when it expires
/// @param renewalDue when it is renewed
/// @param generation of the current token, 0 without one
/// @param lastFailure the last failed renewal since the last success, or null
/// @param suspended whether renewal waits for a person or a changed secret
/// @param secretKind kind of a secret whose expiry is known: `api_key`, `client_certificate`,
///   `refresh_token`, `bearer`; or null
/// @param secretExpiresAt its expiry, or null
/// @param heldUntil when what was refused is tried again if nothing changes, or null if it is not
///   held back
/// @param heldWhy why it is held back, in half a sentence, or null
public record CredentialStatus(
    String name,
    String type,
    String issuer,
    boolean usable,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant renewalDue,
    long generation,
    @Nullable RenewalFailure lastFailure,
    boolean suspended,
    @Nullable String secretKind,
    @Nullable Instant secretExpiresAt,
    @Nullable Instant heldUntil,
    @Nullable String heldWhy) {
  /// The status of a credential that is not held back.
  public CredentialStatus(
      String name,
      String type,
      String issuer,
      boolean usable,
      @Nullable Instant issuedAt,
      @Nullable Instant expiresAt,
      @Nullable Instant renewalDue,
      long generation,
      @Nullable RenewalFailure lastFailure,
      boolean suspended,
      @Nullable String secretKind,
      @Nullable Instant secretExpiresAt) {
    this(
        name,
        type,
        issuer,
        usable,
        issuedAt,
        expiresAt,
        renewalDue,
        generation,
        lastFailure,
        suspended,
        secretKind,
        secretExpiresAt,
        null,
        null);
  }

  /// The same, held back.
  ///
  /// @param why in half a sentence
  public CredentialStatus held(Instant until, String why) {
    return new CredentialStatus(
        name,
        type,
        issuer,
        usable,
        issuedAt,
        expiresAt,
        renewalDue,
        generation,
        lastFailure,
        suspended,
        secretKind,
        secretExpiresAt,
        until,
        why);
  }
}
