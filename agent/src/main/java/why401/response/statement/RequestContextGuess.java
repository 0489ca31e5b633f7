package why401.response.statement;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.Header;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.RequestContext.Sent;

/// Guesses from a recorded request what its answer is about.
final class RequestContextGuess {

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

  private RequestContextGuess() {}

  static RequestContext of(String url, List<Header> headers, String body) {
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
        return value.isEmpty() ? null : value.split("\\s", 2)[0];
      } else if (API_KEY_NAME.matcher(name).matches()) {
        other = "api-key";
      } else if (name.equals("cookie") && other == null) {
        other = "cookie";
      }
    }
    return other;
  }
}
