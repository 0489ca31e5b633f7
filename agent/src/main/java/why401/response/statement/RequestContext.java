package why401.response.statement;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import why401.http.Header;

/// What is known about the request whose answer is read.
///
/// @param endpoint what kind of endpoint answered
/// @param sent whether the request carried a credential
/// @param scheme the lower-case authentication scheme of that credential (`bearer`, `basic`,
///   `digest`, `negotiate`, `cookie`, `api-key` …), or null if unknown or none
public record RequestContext(Endpoint endpoint, Sent sent, @Nullable String scheme) {

  /// What kind of endpoint answered.
  public enum Endpoint {
    /// The protected resource itself.
    RESOURCE,
    /// An OAuth 2.0 token endpoint (RFC 6749, section 3.2), introspection and revocation included.
    TOKEN_ENDPOINT,
    /// A form or API that takes a user name and password.
    LOGIN
  }

  /// Whether the request carried a credential.
  public enum Sent {
    YES,
    NO,
    UNKNOWN
  }

  /// Lower-cases the scheme.
  public RequestContext {
    scheme = scheme == null ? null : scheme.toLowerCase(Locale.ROOT);
  }

  /// A resource that was asked with a credential of the given scheme.
  public static RequestContext resource(String scheme) {
    return new RequestContext(Endpoint.RESOURCE, Sent.YES, scheme);
  }

  /// A resource that was asked without a credential.
  public static RequestContext anonymous() {
    return new RequestContext(Endpoint.RESOURCE, Sent.NO, null);
  }

  /// A token endpoint, asked with the client's credential.
  public static RequestContext tokenEndpoint() {
    return new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null);
  }

  /// What issues a credential of the type `credentialType`: a login form or a token endpoint.
  public static RequestContext issuer(String credentialType) {
    return credentialType.equals("form-login")
        ? new RequestContext(Endpoint.LOGIN, Sent.YES, null)
        : tokenEndpoint();
  }

  /// Nothing is known but that a resource answered.
  public static RequestContext unknown() {
    return new RequestContext(Endpoint.RESOURCE, Sent.UNKNOWN, null);
  }

  /// Guesses the context from a recorded request, as a HAR holds it. Captures are often sanitised,
  /// so a request without any credential gives [Sent#UNKNOWN], never [Sent#NO].
  ///
  /// @param url the request's address
  /// @param headers the request's headers
  /// @param body the request's body, or the empty string
  public static RequestContext guess(String url, List<Header> headers, String body) {
    return RequestContextGuess.of(url, headers, body);
  }
}
