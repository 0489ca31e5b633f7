package why401.lab;

import java.time.Duration;
import java.util.function.Consumer;

/// One thing that goes wrong in the lab, and the cause that a careful person would name.
@SuppressWarnings("ImmutableEnumChecker") // its actions change the lab, not the constant
public enum LabFault {
  KEY_ROTATED(
      "the identity provider rotates its signing key; the old key is gone",
      "orders",
      "token_signature_invalid",
      lab -> lab.issuer().rotateKey(),
      _ -> {}),
  PASSWORD_CHANGED(
      "the password of the user 'probe' is changed",
      "legacy-report",
      "credentials_invalid",
      lab -> lab.api().password("another"),
      lab -> lab.api().password(Lab.PASSWORD)),
  HEADER_DROPPED(
      "a gateway in front of the API drops the Authorization header",
      "orders",
      "credentials_stripped",
      lab -> lab.api().headerDropped(true),
      lab -> lab.api().headerDropped(false)),
  AUDIENCE_CHANGED(
      "the API is redeployed and demands the audience 'orders-v2'",
      "orders",
      "audience_mismatch",
      lab -> lab.api().tokens().audience("orders-v2"),
      lab -> lab.api().tokens().audience("orders")),
  SINGLE_REFUSAL(
      "one request in a million is refused",
      "orders",
      "transient",
      lab -> lab.api().refuseNext(1),
      lab -> lab.api().refuseNext(0)),
  SCOPE_REMOVED(
      "the role that allows orders.read is taken from our client",
      "orders",
      "insufficient_scope",
      lab -> {
        lab.issuer().scope("profile");
        lab.issuer().revokeAll();
      },
      lab -> lab.issuer().scope("orders.read")),
  TOKEN_REVOKED(
      "an administrator revokes all tokens of our client",
      "orders",
      "token_revoked",
      lab -> lab.issuer().revokeAll(),
      _ -> {}),
  CLOCK_OFF(
      "the API's clock jumps ten minutes ahead",
      "orders",
      "clock_skew",
      lab -> lab.api().clockOffset(Duration.ofMinutes(10)),
      lab -> lab.api().clockOffset(Duration.ZERO)),
  SCHEME_SWITCHED(
      "an administrator switches the legacy report from Basic to Negotiate",
      "legacy-report",
      "scheme_not_accepted",
      lab -> lab.api().basicScheme("Negotiate"),
      lab -> lab.api().basicScheme("Basic")),
  REPLICA_BROKEN(
      "one of two replicas behind the load balancer refuses everybody",
      "orders",
      "inconsistent_backends",
      lab -> lab.api().oneReplicaBroken(true),
      lab -> lab.api().oneReplicaBroken(false)),
  SESSIONS_LOST(
      "the portal restarts and forgets all sessions",
      "portal",
      "session_stale",
      lab -> lab.api().endSessions(),
      _ -> {}),
  KEY_ROLLED(
      "the partner rolls its API keys",
      "partner-feed",
      "credentials_invalid",
      lab -> lab.api().apiKey("another"),
      lab -> lab.api().apiKey(Lab.API_KEY)),
  ISSUER_CHANGED(
      "the API is moved to another realm and trusts another issuer",
      "orders",
      "issuer_mismatch",
      lab -> lab.api().tokens().trustedIssuer("https://idp.example/realms/new"),
      lab -> lab.api().tokens().trustedIssuer(lab.issuer().issuer())),
  RATE_LIMITED(
      "a brute-force attack trips the API's rate limit",
      "partner-feed",
      "rate_limited",
      lab -> lab.api().rateLimited(true),
      lab -> lab.api().rateLimited(false)),
  PROVIDER_DOWN(
      "the identity provider goes down, and its last tokens are revoked",
      "orders",
      "identity_provider_unavailable",
      lab -> {
        lab.issuer().revokeAll();
        lab.issuer().down(true);
      },
      lab -> lab.issuer().down(false)),
  CLIENT_LOCKED(
      "our client is disabled at the identity provider",
      "orders",
      "account_locked",
      lab -> {
        lab.issuer().revokeAll();
        lab.issuer().clientEnabled(false);
      },
      lab -> lab.issuer().clientEnabled(true));

  private final String title;
  private final String probe;
  private final String cause;
  private final Consumer<Lab> inject;
  private final Consumer<Lab> repair;

  LabFault(String title, String probe, String cause, Consumer<Lab> inject, Consumer<Lab> repair) {
    this.title = title;
    this.probe = probe;
    this.cause = cause;
    this.inject = inject;
    this.repair = repair;
  }

  /// What happens, in words.
  public String title() {
    return title;
  }

  /// The probe of the demo configuration that suffers most plainly.
  public String probe() {
    return probe;
  }

  /// The cause that is true, in the contract's words.
  public String cause() {
    return cause;
  }

  /// Makes it happen in `lab`.
  public void inject(Lab lab) {
    inject.accept(lab);
  }

  /// Repairs it.
  public void repair(Lab lab) {
    repair.accept(lab);
  }
}
