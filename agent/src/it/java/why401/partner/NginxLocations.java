package why401.partner;

import java.nio.file.Path;

/// Texts for the `server` blocks of an [NginxServer]; they are joined with `+`.
public final class NginxLocations {

  /// So that the access log behind tells what was handed on from what was asked there.
  private static final String HANDED_ON = "proxy_set_header X-Forwarded-For $remote_addr;";

  private NginxLocations() {}

  /// Answers with a status and a short text.
  public static String answer(String path, int status, String text) {
    return location(path, "return %d \"%s\\n\";".formatted(status, text));
  }

  /// HTTP Basic in front of a page of its own.
  ///
  /// @param users made by [NginxServer#passwordFile]
  public static String basic(String path, Path users) {
    // `return` runs before access checks; a page does not.
    return location(
        path,
        "auth_basic \"nginx\"; auth_basic_user_file %s; default_type text/html; try_files /page.html =404;"
            .formatted(users));
  }

  /// For a `server` block: the request with this number on its connection is refused once, with the
  /// challenge of [#basic].
  public static String oneRefusal(int number) {
    return """
    error_page 418 = @once;
    if ($connection_requests = %d) { return 418; }
    location @once { add_header WWW-Authenticate 'Basic realm="nginx"' always; return 401; }
    """
        .formatted(number);
  }

  /// Asks `check` with the request's headers; 2xx lets it through to `target`, 401 and 403 are
  /// handed on (ngx_http_auth_request_module).
  public static String authRequest(String path, String check, String target) {
    String internal = "/_check" + path.replace('/', '_');
    return location(
            path, "auth_request %s; %s proxy_pass %s;".formatted(internal, HANDED_ON, target))
        + "location = %s { internal; proxy_pass %s; proxy_pass_request_body off; proxy_set_header Content-Length \"\"; %s }\n"
            .formatted(internal, check, HANDED_ON);
  }

  /// A reverse proxy that hands all headers on.
  ///
  /// @param target URL, or `http://NAME` of an upstream
  public static String proxy(String path, String target) {
    return location(path, "%s proxy_pass %s;".formatted(HANDED_ON, target));
  }

  /// A reverse proxy that drops the `Authorization` header.
  public static String proxyWithoutAuthorization(String path, String target) {
    return location(
        path,
        "%s proxy_set_header Authorization \"\"; proxy_pass %s;".formatted(HANDED_ON, target));
  }

  /// A redirect (302).
  public static String redirect(String path, String target) {
    return location(path, "return 302 %s;".formatted(target));
  }

  private static String location(String path, String directives) {
    return "location %s { %s }\n".formatted(path, directives);
  }
}
