package why401.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request could not be signed, so nothing was sent.
public final class RequestSigningException extends IOException {
  private static final long serialVersionUID = 1L;

  private final RenewalFailure.Reason reason;
  private final @Nullable String error;
  private final RenewalFailure.Detail detail;

  /// @param error a registered error code, or null
  /// @param message in words without a secret
  public RequestSigningException(
      RenewalFailure.Reason reason, @Nullable String error, String message) {
    this(reason, error, message, RenewalFailure.Detail.NONE);
  }

  private RequestSigningException(
      RenewalFailure.Reason reason,
      @Nullable String error,
      String message,
      RenewalFailure.Detail detail) {
    super(message);
    this.reason = reason;
    this.error = error;
    this.detail = detail;
  }

  /// The request lacks what is to be signed.
  public static RequestSigningException notForRequest(String message) {
    return new RequestSigningException(
        RenewalFailure.Reason.SECRET_UNAVAILABLE,
        null,
        message,
        RenewalFailure.Detail.NOT_FOR_REQUEST);
  }

  /// What it is for the run.
  public RenewalFailure failure(java.time.Instant at) {
    return new RenewalFailure(at, reason, 0, error, String.valueOf(getMessage()), null)
        .with(detail);
  }
}
