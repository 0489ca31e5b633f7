package why401.response.code;

import static why401.cause.Cause.ACCOUNT_LOCKED;
import static why401.cause.Cause.AUDIENCE_MISMATCH;
import static why401.cause.Cause.CLOCK_SKEW;
import static why401.cause.Cause.CREDENTIALS_INVALID;
import static why401.cause.Cause.CREDENTIALS_MISSING;
import static why401.cause.Cause.CREDENTIALS_STRIPPED;
import static why401.cause.Cause.IDENTITY_PROVIDER_UNAVAILABLE;
import static why401.cause.Cause.INSUFFICIENT_SCOPE;
import static why401.cause.Cause.ISSUER_MISMATCH;
import static why401.cause.Cause.RATE_LIMITED;
import static why401.cause.Cause.REQUEST_BLOCKED;
import static why401.cause.Cause.SCHEME_NOT_ACCEPTED;
import static why401.cause.Cause.SERVER_MISCONFIGURED;
import static why401.cause.Cause.SESSION_STALE;
import static why401.cause.Cause.TOKEN_EXPIRED;
import static why401.cause.Cause.TOKEN_MALFORMED;
import static why401.cause.Cause.TOKEN_REVOKED;
import static why401.cause.Cause.TOKEN_SIGNATURE_INVALID;
import static why401.cause.Cause.TRANSIENT;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;

/// What an error code means; the values of the variable `stated` of the diagnosis.
public enum CodeMeaning {
  /// The token is not accepted, for any reason but a missing right (RFC 6750, 3.1).
  INVALID_TOKEN(
      TOKEN_EXPIRED,
      CLOCK_SKEW,
      TOKEN_MALFORMED,
      TOKEN_SIGNATURE_INVALID,
      TOKEN_REVOKED,
      AUDIENCE_MISMATCH,
      ISSUER_MISMATCH,
      SESSION_STALE,
      CREDENTIALS_INVALID,
      ACCOUNT_LOCKED,
      SCHEME_NOT_ACCEPTED,
      SERVER_MISCONFIGURED,
      IDENTITY_PROVIDER_UNAVAILABLE),
  /// The client was not accepted (RFC 6749, 5.2).
  INVALID_CLIENT(
      CREDENTIALS_INVALID,
      CREDENTIALS_MISSING,
      CREDENTIALS_STRIPPED,
      SCHEME_NOT_ACCEPTED,
      ACCOUNT_LOCKED,
      TOKEN_EXPIRED,
      TOKEN_MALFORMED,
      TOKEN_SIGNATURE_INVALID,
      AUDIENCE_MISMATCH,
      ISSUER_MISMATCH,
      CLOCK_SKEW,
      INSUFFICIENT_SCOPE,
      TOKEN_REVOKED,
      SERVER_MISCONFIGURED),
  /// The grant was not accepted (RFC 6749, 5.2).
  INVALID_GRANT(
      CREDENTIALS_INVALID,
      ACCOUNT_LOCKED,
      TOKEN_EXPIRED,
      TOKEN_REVOKED,
      TOKEN_MALFORMED,
      TOKEN_SIGNATURE_INVALID,
      AUDIENCE_MISMATCH,
      ISSUER_MISMATCH,
      CLOCK_SKEW,
      SESSION_STALE,
      INSUFFICIENT_SCOPE),
  /// A parameter is missing, repeated or not understood (RFC 6749, 5.2; RFC 6750, 3.1), which says
  /// nothing about the credential.
  INVALID_REQUEST(Cause.values()),
  /// Expired.
  EXPIRED(TOKEN_EXPIRED, CLOCK_SKEW, SESSION_STALE),
  /// Not valid yet, or a clock is wrong.
  NOT_YET_VALID(CLOCK_SKEW),
  /// Revoked.
  REVOKED(TOKEN_REVOKED),
  /// The token cannot be read.
  MALFORMED(TOKEN_MALFORMED),
  /// The signature does not match, or what it covers was changed, is too old or meant for another
  /// audience.
  SIGNATURE(
      TOKEN_SIGNATURE_INVALID,
      CREDENTIALS_INVALID,
      CREDENTIALS_STRIPPED,
      CLOCK_SKEW,
      TOKEN_EXPIRED,
      AUDIENCE_MISMATCH),
  /// Meant for another audience.
  AUDIENCE(AUDIENCE_MISMATCH),
  /// The issuer is not trusted.
  ISSUER(ISSUER_MISMATCH),
  /// A right is missing.
  RIGHT_MISSING(INSUFFICIENT_SCOPE),
  /// No credential arrived.
  MISSING(CREDENTIALS_MISSING, CREDENTIALS_STRIPPED, SCHEME_NOT_ACCEPTED),
  /// User name, password or key is wrong.
  INVALID_CREDENTIALS(CREDENTIALS_INVALID, TOKEN_REVOKED, TOKEN_EXPIRED),
  /// The account is locked or disabled.
  LOCKED(ACCOUNT_LOCKED),
  /// Another scheme is required.
  OTHER_SCHEME(SCHEME_NOT_ACCEPTED, SESSION_STALE),
  /// Too many requests.
  LIMITED(RATE_LIMITED),
  /// A filter by address or network.
  BLOCKED(REQUEST_BLOCKED),
  /// The target cannot decrypt a ticket that the KDC made for it (RFC 4120, 3.2.3).
  TICKET_UNREADABLE(SERVER_MISCONFIGURED),
  /// A service behind the target is down.
  UNAVAILABLE(IDENTITY_PROVIDER_UNAVAILABLE, SERVER_MISCONFIGURED, TRANSIENT);

  @SuppressWarnings("ImmutableEnumChecker") // copied by Set.of
  private final Set<Cause> causes;

  CodeMeaning(Cause... causes) {
    this.causes = Set.of(causes);
  }

  /// As `observations.conf` and `codes.conf` write it.
  public String label() {
    return this == RIGHT_MISSING
        ? "insufficient-scope"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The causes that it allows; prose beside the code refines among these only.
  public Set<Cause> causes() {
    return causes;
  }

  static Optional<CodeMeaning> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
