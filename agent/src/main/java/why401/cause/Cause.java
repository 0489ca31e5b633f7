package why401.cause;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The closed list of causes (causes.md).
public enum Cause {
  /// The agent had nothing to send, or the probe has no credential and the target demands one.
  CREDENTIALS_MISSING(FaultDomain.CLIENT),
  /// The agent sent it; the target never saw it.
  CREDENTIALS_STRIPPED(FaultDomain.PATH),
  /// User name, password, API key or client secret is wrong.
  CREDENTIALS_INVALID(FaultDomain.CREDENTIAL),
  /// The account is locked, disabled or must change its password.
  ACCOUNT_LOCKED(FaultDomain.CREDENTIAL),
  /// The token's life was over when the target judged it.
  TOKEN_EXPIRED(FaultDomain.CREDENTIAL),
  /// Not yet valid, or already expired, for one clock only.
  CLOCK_SKEW(FaultDomain.TARGET),
  /// Not intact or not correctly formed.
  TOKEN_MALFORMED(FaultDomain.CLIENT),
  /// Well-formed, but its signature is refused.
  TOKEN_SIGNATURE_INVALID(FaultDomain.IDENTITY_PROVIDER),
  /// Withdrawn before its expiry.
  TOKEN_REVOKED(FaultDomain.CREDENTIAL),
  /// Meant for another audience.
  AUDIENCE_MISMATCH(FaultDomain.CLIENT),
  /// From an issuer that the target does not trust.
  ISSUER_MISMATCH(FaultDomain.CLIENT),
  /// The credential is good, its access rights to this resource are not.
  INSUFFICIENT_SCOPE(FaultDomain.CREDENTIAL),
  /// The target wants another authentication scheme.
  SCHEME_NOT_ACCEPTED(FaultDomain.CLIENT),
  /// An old session is refused; a fresh one is accepted.
  SESSION_STALE(FaultDomain.CLIENT),
  /// The target's own authentication is broken.
  SERVER_MISCONFIGURED(FaultDomain.TARGET),
  /// Some replicas accept, others refuse.
  INCONSISTENT_BACKENDS(FaultDomain.TARGET),
  /// No usable token because the identity provider does not answer.
  IDENTITY_PROVIDER_UNAVAILABLE(FaultDomain.IDENTITY_PROVIDER),
  /// A filter refuses the request whatever the credential.
  REQUEST_BLOCKED(FaultDomain.PATH),
  /// Refused because of too many attempts.
  RATE_LIMITED(FaultDomain.TARGET),
  /// Refused once, then the identical request was accepted.
  TRANSIENT(FaultDomain.TARGET),
  /// The evidence does not decide.
  UNKNOWN(FaultDomain.UNKNOWN);

  private final FaultDomain faultDomain;
  private final String label;

  Cause(FaultDomain faultDomain) {
    this.faultDomain = faultDomain;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /// Whose fault it usually is; a verdict may differ for [#CLOCK_SKEW].
  public FaultDomain faultDomain() {
    return faultDomain;
  }

  /// Value of the metric label `cause`.
  public String label() {
    return label;
  }

  /// For people: `account locked`.
  public String words() {
    return label.replace('_', ' ');
  }

  /// The cause with that label.
  public static Optional<Cause> of(String label) {
    return Arrays.stream(values()).filter(cause -> cause.label.equals(label)).findFirst();
  }
}
