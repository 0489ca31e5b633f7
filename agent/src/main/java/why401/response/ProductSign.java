package why401.response;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.HttpResponse;

/// A header that identifies a server or gateway.
///
/// @param value what the header's value contains
record ProductSign(String product, String header, Pattern value) {

  private static final List<ProductSign> ALL =
      List.of(
          server("Apache httpd", "Apache(?!-Coyote)"),
          server("nginx", "nginx|openresty"),
          server("Envoy", "(?:istio-)?envoy"),
          server("Kong Gateway", "kong"),
          server("Caddy", "Caddy"),
          server("IIS", "Microsoft-IIS"),
          server("Kestrel", "Kestrel"),
          server("Squid", "squid"),
          server("Eclipse Jetty", "Jetty"),
          server("Cloudflare", "cloudflare"),
          new ProductSign("AWS API Gateway", "x-amzn-ErrorType", Pattern.compile(".+")),
          new ProductSign("AWS API Gateway", "x-amz-apigw-id", Pattern.compile(".+")),
          new ProductSign("Azure gateway", "x-ms-failure-cause", Pattern.compile("gateway")),
          new ProductSign("Envoy", "x-envoy-upstream-service-time", Pattern.compile(".+")),
          new ProductSign("Kong Gateway", "X-Kong-Response-Latency", Pattern.compile(".+")),
          new ProductSign("Jenkins", "X-Jenkins", Pattern.compile(".+")));

  private static ProductSign server(String product, String name) {
    return new ProductSign(
        product, "Server", Pattern.compile("^(?:" + name + ")", Pattern.CASE_INSENSITIVE));
  }

  /// The product that responded, if a header identifies it, or null.
  static @Nullable String in(HttpResponse response) {
    return ALL.stream()
        .filter(sign -> sign.value.matcher(response.value(sign.header)).find())
        .map(ProductSign::product)
        .findFirst()
        .orElse(null);
  }
}
