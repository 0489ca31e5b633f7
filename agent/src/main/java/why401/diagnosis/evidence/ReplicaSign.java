package why401.diagnosis.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.http.Header;
import why401.probe.Exchange;

/// By what one of several servers behind a target can be told from the others.
///
/// Cookies of balancers that are encrypted anew with each answer, such as `AWSALB`, name nothing.
public final class ReplicaSign {
  private static final List<String> HEADERS =
      List.of(
          "X-Served-By",
          "X-Backend-Server",
          "X-Backend",
          "X-Upstream",
          "X-Upstream-Addr",
          "X-Server",
          "X-Server-Name",
          "X-Hostname",
          "X-Host",
          "X-Node",
          "X-Instance",
          "X-Instance-Id",
          "X-Pod",
          "X-Pod-Name",
          "X-Container-Id");

  private static final Map<String, Integer> RANK = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    for (String name : HEADERS) {
      RANK.put(name, RANK.size());
    }
  }

  /// Of HAProxy, Apache httpd, ingress-nginx, F5, and Java application servers.
  private static final Pattern COOKIE =
      Pattern.compile(
          "(?i)^\\s*((?:SERVERID|ROUTEID|route|BIGipServer[^=]*|GCLB|ARRAffinity))=\"?([^;\"|]+)"
              + "|^\\s*(JSESSIONID)=[^;.]+\\.([^;\"]+)");

  private static final int LONGEST = 80;

  private ReplicaSign() {}

  /// The sign of the server that sent the response of `exchange`, with the name of its header.
  public static Optional<String> of(Exchange exchange) {
    // In one pass: each accepted run is asked too.
    int best = HEADERS.size();
    String sign = null;
    for (Header header : exchange.response().headers()) {
      int rank = RANK.getOrDefault(header.name(), best);
      if (rank < best && !header.value().isBlank()) {
        best = rank;
        sign = HEADERS.get(rank) + " " + header.value();
      }
    }
    return Optional.ofNullable(sign)
        .or(() -> cookie(exchange))
        .filter(found -> found.length() <= LONGEST);
  }

  private static Optional<String> cookie(Exchange exchange) {
    for (Header header : exchange.response().headers()) {
      if (!header.name().equalsIgnoreCase("Set-Cookie")) {
        continue;
      }
      Matcher found = COOKIE.matcher(header.value());
      if (found.find()) {
        return Optional.of(
            found.group(1) != null
                ? found.group(1) + " " + found.group(2)
                : found.group(3) + " ." + found.group(4));
      }
    }
    return Optional.empty();
  }
}
