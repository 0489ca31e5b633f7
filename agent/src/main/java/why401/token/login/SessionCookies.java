package why401.token.login;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.time.ClockReading;
import why401.token.issuer.WireResponse;

/// The cookies of one login, as RFC 6265 has them.
final class SessionCookies {
  private final Map<String, Cookie> kept = new LinkedHashMap<>();
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  /// Takes what `response` sets and drops what it deletes.
  void take(WireResponse response, URI url, ClockReading now) {
    HttpUrl from = HttpUrl.get(url.toString());
    for (String line : response.headers().getOrDefault("set-cookie", List.of())) {
      Cookie cookie = Cookie.parse(from, line);
      if (cookie != null) {
        put(cookie, line, now);
      }
    }
  }

  private void put(Cookie cookie, String line, ClockReading now) {
    ends.remove(cookie.name());
    Instant end = end(cookie, line, now);
    if (end != null && !end.isAfter(now.wall())) {
      kept.remove(cookie.name());
      return;
    }
    kept.put(cookie.name(), cookie);
    if (end != null) {
      ends.put(cookie.name(), end);
    }
  }

  /// `Max-Age` wins over `Expires`; OkHttp reads both against the machine's clock, so the first is
  /// read here.
  private static @Nullable Instant end(Cookie cookie, String line, ClockReading now) {
    for (String attribute : line.split(";", -1)) {
      String[] parts = attribute.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("Max-Age")) {
        return seconds(parts[1].strip(), now);
      }
    }
    return cookie.persistent() ? Instant.ofEpochMilli(cookie.expiresAt()) : null;
  }

  private static @Nullable Instant seconds(String text, ClockReading now) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return null;
    }
    long seconds = Math.clamp(Long.parseLong(text), 0, Duration.ofDays(3650).toSeconds());
    return now.wall().plusSeconds(seconds);
  }

  boolean has(String name) {
    return kept.containsKey(name);
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /// Value of the field `Cookie` for `url`.
  String header(URI url) {
    HttpUrl to = HttpUrl.get(url.toString());
    return kept.values().stream()
        .filter(cookie -> cookie.matches(to))
        .map(cookie -> cookie.name() + "=" + cookie.value())
        .collect(Collectors.joining("; "));
  }

  Map<String, Secret> secrets() {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    kept.forEach((name, cookie) -> secrets.put(name, Secret.of(cookie.value())));
    return secrets;
  }

  /// When the session ends: by the success cookie if there is one, else by the first to go.
  @Nullable Instant end(@Nullable String successCookie) {
    if (successCookie != null) {
      return ends.get(successCookie);
    }
    return ends.values().stream().min(Instant::compareTo).orElse(null);
  }
}
