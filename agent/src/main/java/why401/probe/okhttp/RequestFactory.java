package why401.probe.okhttp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import why401.http.client.HttpClients;
import why401.http.client.OneShotBody;
import why401.token.Credentials;

/// Makes the request of each hop of one run.
final class RequestFactory {
  /// The configured headers that another origin may see; any other may be a credential.
  static final Set<String> HARMLESS =
      Set.of("accept", "accept-language", "accept-encoding", "content-type", "user-agent");

  private final RequestPlan plan;

  RequestFactory(RequestPlan plan) {
    this.plan = plan;
  }

  Request.Builder to(HttpUrl url, String method) {
    boolean home = plan.isHome(url);
    RequestBody body = body(method);
    Request.Builder request = new Request.Builder().header("User-Agent", HttpClients.USER_AGENT);
    plan.probe()
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              boolean about = body == null && lower.startsWith("content-");
              if (!about && (home || HARMLESS.contains(lower))) {
                request.header(name, value);
              }
            });
    List<Credentials> carried = plan.credentialsFor(url);
    HttpUrl target = url;
    List<String> ownCookies = new ArrayList<>();
    for (Credentials one : carried) {
      CredentialWriter.write(one, request);
      ownCookies.addAll(CredentialWriter.cookies(one, url));
      target = CredentialWriter.url(target, one);
    }
    String cookies = plan.cookies().header(url, ownCookies);
    if (!cookies.isEmpty()) {
      String configured = home ? configured("cookie") : null;
      request.header("Cookie", configured == null ? cookies : configured + "; " + cookies);
    }
    return request.url(target).method(method, body);
  }

  private @Nullable RequestBody body(String method) {
    if (method.equals("GET") || method.equals("HEAD")) {
      return null;
    }
    String text = plan.probe().body();
    String type = configured("content-type");
    return new OneShotBody(text == null ? "" : text, type == null ? null : MediaType.parse(type));
  }

  private @Nullable String configured(String lowerName) {
    return plan.probe().headers().entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(lowerName))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
