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
/// @param hold if what was refused is held back, or null
/// @param expirySource where `expiresAt` comes from, or null without a token of ours
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
    @Nullable Hold hold,
    Token.@Nullable ExpirySource expirySource) {
  /// Of what is not renewed here.
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
      @Nullable Instant secretExpiresAt,
      @Nullable Hold hold) {
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
        hold,
        null);
  }

  /// What was refused is not sent for a while.
  ///
  /// @param until when it is tried again if nothing changes
  /// @param why in half a sentence
  public record Hold(Instant until, String why) {}

  /// The same, held back.
  public CredentialStatus with(Hold next) {
    return changed(name, next);
  }

  /// The same of a credential that obtains the same token.
  public CredentialStatus named(String other) {
    return other.equals(name) ? this : changed(other, hold);
  }

  private CredentialStatus changed(String other, @Nullable Hold next) {
    return new CredentialStatus(
        other,
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
        next,
        expirySource);
  }
}
