package why401.diagnosis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Reading;
import why401.challenge.Strength;
import why401.diagnosis.Finding.From;
import why401.token.Fault;

/// Reads why a renewal failed, or why a secret could not be had.
final class FaultCause {
  private FaultCause() {}

  /// @param reading of the token endpoint's answer, or null without one
  static Draft of(Fault fault, @Nullable Reading reading, String credentialType) {
    Draft draft =
        switch (fault.reason()) {
          case SECRET_UNAVAILABLE -> Draft.certain(Cause.CREDENTIALS_MISSING);
          case MALFORMED -> Draft.certain(Cause.TOKEN_MALFORMED);
          case UNREACHABLE, TIMEOUT, SERVER_ERROR ->
              Draft.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case INVALID_RESPONSE -> Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
          case RATE_LIMITED -> Draft.certain(Cause.RATE_LIMITED);
          case REJECTED -> rejected(fault, reading, credentialType);
          case ACCOUNT_PROTECTION -> Draft.likely(Cause.CREDENTIALS_INVALID);
        };
    From from =
        fault.reason() == Fault.Reason.SECRET_UNAVAILABLE
                || fault.reason() == Fault.Reason.MALFORMED
            ? From.CONFIGURATION
            : From.IDENTITY_PROVIDER;
    return draft.because(from, story(fault));
  }

  private static String story(Fault fault) {
    String said = fault.description().isBlank() ? "" : ": " + Words.name(fault.description());
    String answer =
        fault.status() == 0
            ? ""
            : " with "
                + fault.status()
                + (fault.error() == null ? "" : " '" + Words.name(fault.error()) + "'");
    return Sentence.of(
        switch (fault.reason()) {
          case SECRET_UNAVAILABLE -> "The secret cannot be had" + said;
          case MALFORMED -> "The secret cannot be sent as it is" + said;
          case UNREACHABLE -> "The identity provider cannot be reached" + said;
          case TIMEOUT -> "The identity provider does not answer in time" + said;
          case SERVER_ERROR -> "The identity provider fails" + answer + said;
          case INVALID_RESPONSE -> "The identity provider answers without a token" + answer + said;
          case RATE_LIMITED -> "The identity provider has had too many requests" + answer + said;
          case REJECTED -> "The identity provider refuses" + answer + said;
          case ACCOUNT_PROTECTION ->
              "The password was refused too often and is held back, so that its account is not"
                  + " locked"
                  + said;
        });
  }

  private static Draft rejected(Fault fault, @Nullable Reading reading, String type) {
    Optional<Claim> top = reading == null ? Optional.empty() : reading.top();
    Optional<Draft> read =
        top.filter(claim -> claim.strength() == Strength.NAMED)
            .map(claim -> named(claim.hint(), fault, type));
    Draft byCode = byCode(fault, type);
    if (byCode.cause() == Cause.SCHEME_NOT_ACCEPTED) {
      return byCode;
    }
    return read.filter(draft -> draft.cause() != Cause.UNKNOWN)
        .orElseGet(
            () ->
                byCode.cause() != Cause.UNKNOWN
                    ? byCode
                    : top.map(claim -> Draft.likely(TargetNames.cause(claim.hint())))
                        .orElse(byCode));
  }

  private static Draft named(Hint hint, Fault fault, String type) {
    return switch (hint) {
      case CREDENTIALS_INVALID, CREDENTIALS_MISSING, CREDENTIALS_STRIPPED -> invalid(fault, type);
      case ACCOUNT_LOCKED,
          TOKEN_EXPIRED,
          CLOCK_SKEW,
          TOKEN_MALFORMED,
          TOKEN_SIGNATURE_INVALID,
          TOKEN_REVOKED,
          AUDIENCE_MISMATCH,
          ISSUER_MISMATCH,
          INSUFFICIENT_SCOPE,
          SCHEME_NOT_ACCEPTED,
          IDENTITY_PROVIDER_UNAVAILABLE,
          RATE_LIMITED ->
          Draft.certain(TargetNames.cause(hint));
      case SERVER_MISCONFIGURED -> Draft.likely(Cause.SERVER_MISCONFIGURED);
      case SESSION_STALE ->
          type.equals("refresh-token")
              ? Draft.certain(Cause.TOKEN_REVOKED)
              : Draft.likely(Cause.SESSION_STALE);
      case INCONSISTENT_BACKENDS, TRANSIENT -> Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case UNKNOWN -> Draft.possible(Cause.UNKNOWN);
    };
  }

  /// The registered codes (RFC 6749, 5.2; RFC 8707, 2), for want of better words.
  private static Draft byCode(Fault fault, String type) {
    return switch (fault.error()) {
      case "invalid_client" -> invalid(fault, type);
      case "unauthorized_client" -> Draft.likely(Cause.CREDENTIALS_INVALID);
      case "invalid_grant" ->
          switch (type) {
            case "refresh-token" -> Draft.likely(Cause.TOKEN_REVOKED);
            case "jwt-bearer", "token-exchange" -> Draft.likely(Cause.TOKEN_EXPIRED);
            default -> invalid(fault, type);
          };
      case "invalid_scope" -> Draft.certain(Cause.INSUFFICIENT_SCOPE);
      case "invalid_target" -> Draft.certain(Cause.AUDIENCE_MISMATCH);
      case "access_denied" -> Draft.likely(Cause.INSUFFICIENT_SCOPE);
      case "unsupported_grant_type" -> Draft.likely(Cause.SCHEME_NOT_ACCEPTED);
      case "temporarily_unavailable", "server_error" ->
          Draft.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE);
      case null, default ->
          fault.status() == 401 || fault.status() == 403 || type.equals("form-login")
              ? invalid(fault, type)
              : Draft.possible(Cause.UNKNOWN);
    };
  }

  /// A wrong client secret is plain; of a password most providers say the same when the account is
  /// locked.
  private static Draft invalid(Fault fault, String type) {
    boolean user = type.equals("password") && !"invalid_client".equals(fault.error());
    if (user || type.equals("form-login")) {
      return Draft.likely(Cause.CREDENTIALS_INVALID)
          .because(
              From.IDENTITY_PROVIDER,
              "Many identity providers say the same when the account is locked for too many"
                  + " attempts, so look at the account as well as at the password.");
    }
    return Draft.of(Cause.CREDENTIALS_INVALID, "invalid_client".equals(fault.error()));
  }
}
