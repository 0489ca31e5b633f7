package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretDefect;
import why401.http.HttpResponse;

/// Why a secret could not be read or a renewal failed. Texts are bounded and free of secrets.
///
/// @param at when
/// @param reason the bounded class, value of the metric label `reason`
/// @param status HTTP status of the token endpoint, 0 without a response
/// @param error the OAuth 2.0 `error` code (RFC 6749, 5.2), or null
/// @param description what the endpoint said, shortened and redacted, or what failed
/// @param response what came back, for the diagnosis to read, or null without a response
/// @param damage what was visibly wrong with a secret that was sent, or null
/// @param past the history of the refused secret, or null if none was refused, or none was accepted
///   before
/// @param detail what the reason alone does not say
public record RenewalFailure(
    Instant at,
    Reason reason,
    int status,
    @Nullable String error,
    String description,
    @Nullable HttpResponse response,
    @Nullable SecretDefect damage,
    @Nullable SecretComparison past,
    Detail detail) {
  /// A failure of which the reason says everything.
  public RenewalFailure(
      Instant at,
      Reason reason,
      int status,
      @Nullable String error,
      String description,
      @Nullable HttpResponse response,
      @Nullable SecretDefect damage,
      @Nullable SecretComparison past) {
    this(at, reason, status, error, description, response, damage, past, Detail.NONE);
  }

  /// A failure without a visibly defective secret.
  public RenewalFailure(
      Instant at,
      Reason reason,
      int status,
      @Nullable String error,
      String description,
      @Nullable HttpResponse response) {
    this(at, reason, status, error, description, response, null, null);
  }

  /// A failure without a response.
  public static RenewalFailure of(Instant at, Reason reason, String description) {
    return new RenewalFailure(at, reason, 0, null, description, null);
  }

  /// The same failure, with the history of the secret.
  public RenewalFailure withPast(@Nullable SecretComparison known) {
    return new RenewalFailure(
        at, reason, status, error, description, response, damage, known, detail);
  }

  /// The same failure, in more detail.
  public RenewalFailure with(Detail more) {
    return new RenewalFailure(at, reason, status, error, description, response, damage, past, more);
  }

  /// What the reason alone does not say.
  public enum Detail {
    /// Nothing.
    NONE,
    /// An answer to the refresh token was lost, so it may be spent.
    ANSWER_LOST,
    /// The refresh token was refused before and is not sent again.
    GRANT_DEAD,
    /// A token came that has ended.
    UNUSABLE_TOKEN,
    /// What there is does not go with this request: cookies of another host or path, a signature
    /// over a header that it does not have.
    NOT_FOR_REQUEST,
    /// The cluster could not be asked, or another member is at it: nothing was sent, and nothing is
    /// known to be wrong.
    CLUSTER
  }

  /// The closed list of reasons.
  public enum Reason {
    /// No connection, or it broke.
    UNREACHABLE("unreachable"),
    /// No response in time.
    TIMEOUT("timeout"),
    /// 5xx.
    SERVER_ERROR("server_error"),
    /// 429.
    RATE_LIMITED("rate_limited"),
    /// The endpoint refused the credential or the grant.
    REJECTED("rejected"),
    /// A response that is not a token response.
    INVALID_RESPONSE("invalid_response"),
    /// The secret itself could not be read, or is empty; no request was made.
    SECRET_UNAVAILABLE("secret_unavailable"),
    /// The secret cannot be sent as it is; no request was made.
    MALFORMED("malformed"),
    /// Held back to protect the account.
    ACCOUNT_PROTECTION("account_protection"),
    /// The same for the password of the forward proxy.
    PROXY_PROTECTION("account_protection"),
    /// The agent is stopping; no request was made.
    SHUTDOWN("shutdown");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /// Value of the metric label.
    public String label() {
      return label;
    }
  }
}
