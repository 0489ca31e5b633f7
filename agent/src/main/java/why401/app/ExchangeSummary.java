package why401.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import why401.io.PlainText;
import why401.probe.Exchange;
import why401.probe.Probe;
import why401.token.Credentials;

/// What one request sent and what came of it, in a few lines without secrets.
///
/// @param probe as sent
/// @param credentials that went along
record ExchangeSummary(Probe probe, Credentials credentials) {
  private static final List<String> TELLING =
      List.of("WWW-Authenticate", "Proxy-Authenticate", "Location", "Retry-After", "Server", "Via");

  private static final int WIDTH = 300;

  /// @param exchange null without a response
  List<String> lines(@Nullable Exchange exchange) {
    List<String> lines = new ArrayList<>();
    lines.add(sent());
    if (exchange == null) {
      return lines;
    }
    for (Exchange.Hop hop : exchange.hops()) {
      lines.add(
          "came: HTTP %d, a redirect to %s%s"
              .formatted(
                  hop.status(),
                  bare(hop.to()),
                  hop.credentialKept()
                      ? ", the credential goes along"
                      : ", without the credential"));
    }
    lines.add(
        "came: HTTP %d%s in %d ms, %d bytes"
            .formatted(
                exchange.status(),
                exchange.address() == null ? "" : " from " + exchange.address(),
                exchange.duration().toMillis(),
                exchange.bodyLength()));
    for (String name : TELLING) {
      exchange
          .headers(name)
          .forEach(value -> lines.add("came: " + name + ": " + shortened(PlainText.of(value))));
    }
    return lines;
  }

  private String sent() {
    String proof =
        credentials instanceof Credentials.None
            ? "no credential"
            : credentials.scheme()
                + (credentials.fingerprint().isEmpty()
                    ? ""
                    : " (fingerprint " + credentials.fingerprint() + ")")
                + (probe.credential() == null ? "" : " from " + probe.credential());
    String headers = String.join(", ", new TreeSet<>(probe.headers().keySet()));
    return "sent: %s %s with %s%s%s"
        .formatted(
            probe.method().toUpperCase(Locale.ROOT),
            bare(probe.url()),
            proof,
            headers.isEmpty() ? "" : "; headers " + headers,
            probe.body() == null ? "" : "; a body of " + probe.body().length() + " characters");
  }

  /// Without a query, which may hold a secret.
  private static String bare(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme() + "://" + url.getRawAuthority() + path;
  }

  private static String shortened(String text) {
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
  }
}
