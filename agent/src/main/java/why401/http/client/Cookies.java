package why401.http.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.http.CookieScope;

/// A cookie jar (RFC 6265): what servers have set, by name, domain and path, each sent where its
/// domain, path and `Secure` allow, until it expires by the clock given. Next to nothing while it
/// is empty.
public final class Cookies {
  private static final int MOST = 50;
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final InstantSource clock;
  private Map<Key, Stored> cookies = Map.of();

  public Cookies(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(String name, String domain, String path) {}

  /// @param end when it expires, or null for a cookie of the session
  private record Stored(Cookie cookie, @Nullable Instant end) {
    boolean expired(Instant now) {
      return end != null && !end.isAfter(now);
    }

    String pair() {
      return cookie.name() + "=" + cookie.value();
    }
  }

  /// Takes the values of `Set-Cookie` of a response from `url`; an expired cookie deletes.
  public synchronized void store(HttpUrl url, List<String> setCookie) {
    if (setCookie.isEmpty()) {
      return;
    }
    Map<Key, Stored> next = new LinkedHashMap<>(cookies);
    Instant now = clock.instant();
    for (String line : setCookie) {
      Cookie cookie = Cookie.parse(url, line);
      if (cookie != null) {
        put(new Stored(cookie, end(cookie, line, now)), now, next);
      }
    }
    cookies = next;
  }

  private static void put(Stored stored, Instant now, Map<Key, Stored> into) {
    Cookie cookie = stored.cookie();
    Key key = new Key(cookie.name(), cookie.domain(), cookie.path());
    if (stored.expired(now)) {
      into.remove(key);
    } else if (into.size() < MOST || into.containsKey(key)) {
      into.put(key, stored);
    }
  }

  /// `Max-Age` wins over `Expires`; OkHttp reads both against the machine's clock, so the first is
  /// read here.
  private static @Nullable Instant end(Cookie cookie, String line, Instant now) {
    for (String attribute : line.split(";", -1)) {
      String[] parts = attribute.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("Max-Age")) {
        return afterSeconds(parts[1].strip(), now);
      }
    }
    return cookie.persistent() ? Instant.ofEpochMilli(cookie.expiresAt()) : null;
  }

  private static @Nullable Instant afterSeconds(String text, Instant now) {
    return text.matches("-?[0-9]{1,18}")
        ? now.plusSeconds(Math.clamp(Long.parseLong(text), 0, LONGEST.toSeconds()))
        : null;
  }

  /// The field `Cookie` for `url`: `credentials`, each as `name=value`, and what was stored under
  /// other names. Empty for none.
  public synchronized String header(HttpUrl url, List<String> credentials) {
    if (cookies.isEmpty()) {
      return String.join("; ", credentials);
    }
    List<String> pairs = new ArrayList<>(credentials);
    valid()
        .filter(stored -> stored.cookie().matches(url))
        .filter(stored -> credentials.stream().noneMatch(pair -> names(pair, stored.cookie())))
        .forEach(stored -> pairs.add(stored.pair()));
    return String.join("; ", pairs);
  }

  private static boolean names(String pair, Cookie cookie) {
    return pair.startsWith(cookie.name() + "=");
  }

  private Stream<Stored> valid() {
    Instant now = clock.instant();
    return cookies.values().stream().filter(stored -> !stored.expired(now));
  }

  public synchronized boolean contains(String name) {
    return valid().anyMatch(stored -> stored.cookie().name().equals(name));
  }

  /// The cookies by name.
  public synchronized Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    valid().forEach(stored -> values.put(stored.cookie().name(), stored.cookie().value()));
    return values;
  }

  /// One that is kept, with where it goes.
  public record Kept(String name, String value, CookieScope scope) {}

  /// The cookies, those with longer paths first (RFC 6265, 5.4).
  public synchronized List<Kept> kept() {
    return valid()
        .map(Stored::cookie)
        .sorted(Comparator.comparingInt((Cookie cookie) -> cookie.path().length()).reversed())
        .map(
            cookie ->
                new Kept(
                    cookie.name(),
                    cookie.value(),
                    new CookieScope(
                        cookie.domain(), cookie.hostOnly(), cookie.path(), cookie.secure())))
        .toList();
  }

  /// When the first cookie expires, of those with that name if it is not null; null if none does.
  public synchronized @Nullable Instant firstExpiry(@Nullable String name) {
    return valid()
        .filter(stored -> name == null || stored.cookie().name().equals(name))
        .flatMap(stored -> Stream.ofNullable(stored.end()))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
