package why401.response.statement;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.Header;

/// What is known about the request of a response.
///
/// @param endpoint the kind of endpoint
/// @param sent whether the request carried a credential
/// @param scheme the lower-case authentication scheme of that credential (`bearer`, `basic`,
///   `digest`, `negotiate`, `cookie`, `api-key` …), or null if unknown or none
public record RequestContext(Endpoint endpoint, Sent sent, @Nullable String scheme) {

  private static final Pattern TOKEN_PATH =
      Pattern.compile(
          "(?:oauth2?|openid-connect|connect|sts|oidc)(?:/[^/?]+){0,3}/(?:token|introspect|revoke)|/token$|/access_token$|/oauth/token",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LOGIN_PATH =
      Pattern.compile(
          "/(?:log-?in|sign-?in|sessions?|authn|authenticate)(?:[/.;]|$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PASSWORD_FIELD =
      Pattern.compile(
          "(?:^|[&\"'{,\\s])[\\w-]*pass(?:word|wd)?[\\w-]*[\"']?\\s*[=:]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern USER_FIELD =
      Pattern.compile(
          "(?:^|[&\"'{,\\s])(?:user(?:_?name|_?id)?|login|log|e-?mail|account)[\"']?\\s*[=:]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CLIENT_SECRET =
      Pattern.compile(
          "(?:client_secret|client_assertion|assertion|password)[\"']?\\s*[=:]\\s*[\"']?[^&\\s\"'}]");
  private static final Pattern API_KEY_NAME =
      Pattern.compile(
          "(?:x-)?(?:api|auth|access|subscription)[-_]?(?:key|token)|.*-(?:api-key|subscription-key|token|key)|private-token|apikey",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern API_KEY_PARAMETER =
      Pattern.compile(
          "[?&](?:api_?key|key|access_token|token|appid|sig|x-amz-signature)=",
          Pattern.CASE_INSENSITIVE);

  /// The kind of endpoint.
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

  private static final Pattern SCHEME_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,24}");
  private static final Set<String> ALONE =
      Set.of("basic", "bearer", "digest", "dpop", "negotiate", "ntlm", "token");

  /// Lower-cases the scheme.
  public RequestContext {
    scheme = scheme == null ? null : scheme.toLowerCase(Locale.ROOT);
  }

  /// A request to a resource with a credential of the given scheme.
  public static RequestContext resource(String scheme) {
    return new RequestContext(Endpoint.RESOURCE, Sent.YES, scheme);
  }

  /// A request to a resource without a credential.
  public static RequestContext anonymous() {
    return new RequestContext(Endpoint.RESOURCE, Sent.NO, null);
  }

  /// A token request with the client's credential.
  public static RequestContext tokenEndpoint() {
    return new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null);
  }

  /// A request to the issuer of a credential of the type `credentialType`: a login form or a token
  /// endpoint.
  public static RequestContext issuer(String credentialType) {
    return credentialType.endsWith("-login")
        ? new RequestContext(Endpoint.LOGIN, Sent.YES, null)
        : tokenEndpoint();
  }

  /// Nothing is known but that it is the response of a resource.
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
    String scheme = scheme(url, headers);
    Endpoint endpoint = endpoint(url, body, scheme != null);
    boolean inBody =
        endpoint == Endpoint.TOKEN_ENDPOINT
            ? CLIENT_SECRET.matcher(body).find()
            : endpoint == Endpoint.LOGIN && !body.isEmpty();
    return new RequestContext(endpoint, scheme != null || inBody ? Sent.YES : Sent.UNKNOWN, scheme);
  }

  /// @param shown whether the request carries a credential beside its body
  private static Endpoint endpoint(String url, String body, boolean shown) {
    String path = url.replaceFirst("[?#].*", "");
    if (body.contains("grant_type=")
        || body.contains("\"grant_type\"")
        || TOKEN_PATH.matcher(path).find()) {
      return Endpoint.TOKEN_ENDPOINT;
    }
    boolean login =
        PASSWORD_FIELD.matcher(body).find()
            && (LOGIN_PATH.matcher(path).find() || (!shown && USER_FIELD.matcher(body).find()));
    return login ? Endpoint.LOGIN : Endpoint.RESOURCE;
  }

  private static @Nullable String scheme(String url, List<Header> headers) {
    String other = API_KEY_PARAMETER.matcher(url).find() ? "api-key" : null;
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      String value = header.value().strip();
      if (name.equals("authorization") || name.equals("proxy-authorization")) {
        return value.isEmpty() ? null : scheme(value.split("\\s", 2));
      } else if (API_KEY_NAME.matcher(name).matches()) {
        other = "api-key";
      } else if (name.equals("signature-input")) {
        other = "signed";
      } else if (name.equals("cookie") && other == null) {
        other = "cookie";
      }
    }
    return other;
  }

  /// A word that may be the secret itself is no scheme: what stands alone is one only if it is
  /// known to.
  private static String scheme(String[] words) {
    boolean named =
        words.length == 2
            ? SCHEME_NAME.matcher(words[0]).matches()
            : ALONE.contains(words[0].toLowerCase(Locale.ROOT));
    return named ? words[0] : "api-key";
  }
}
