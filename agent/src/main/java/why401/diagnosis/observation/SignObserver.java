package why401.diagnosis.observation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Formats;
import why401.http.Header;
import why401.probe.Exchange;
import why401.response.RetryConstraints;

/// Looks for the signs of what stands between: filters, limits, caches.
final class SignObserver implements Observer {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?i)attention required! \\| cloudflare|sorry, you have been blocked|error"
              + " 10(?:06|07|08|09|10|12|15|20)|mod_?security|incapsula incident|sucuri website"
              + " firewall|requested url was rejected|request (?:was|has been) blocked|blocked by"
              + " (?:the )?(?:security|firewall|waf|policy|network)|access"
              + " denied[^.]{0,40}reference #|web application firewall|ip (?:address )?(?:\\S+"
              + " )?(?:has been|is|was) (?:blocked|banned|not allowed)|\\baddress (?:\\S+"
              + " )?(?:(?:has been|is|was) )?(?:temporarily |permanently"
              + " )?(?:blocked|banned|blacklisted|denylisted)|administrative rules");
  private static final Pattern FORGERY =
      Pattern.compile(
          "(?i)\\b(?:csrf|xsrf)\\b[^<>{}\"]{0,40}|cross[- ]site request forgery|invalid"
              + " authenticity ?token|anti-?forgery token");
  private static final Pattern CHALLENGE =
      Pattern.compile(
          "(?i)checking your browser|just a moment\\.\\.\\.|verify (?:that )?you are (?:a"
              + " )?human|enable javascript and cookies to continue|captcha");

  private static final Pattern KEPT =
      Pattern.compile("(?i)\\bpublic\\b|\\bs-maxage=[1-9]|\\bmax-age=[1-9]");
  private static final Pattern NOT_KEPT = Pattern.compile("(?i)no-store|no-cache|private");

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    filter(c.exchange(), log);
    limit(c, log);
    cache(c.exchange(), log);
    forgery(c.exchange(), log);
  }

  private static void forgery(Exchange exchange, ObservationLog log) {
    var named = FORGERY.matcher(exchange.body());
    boolean required =
        exchange.headers("X-CSRF-Token").stream()
            .anyMatch(value -> value.equalsIgnoreCase("required"));
    if (required) {
      log.see("forgery-signs", "named", "what", "X-CSRF-Token: Required");
    } else if (exchange.status() >= 400 && named.find()) {
      log.see("forgery-signs", "named", "what", ObservationLog.quoted(named.group()));
    } else {
      log.see("forgery-signs", "none");
    }
  }

  private static void filter(Exchange exchange, ObservationLog log) {
    filter(exchange.body(), exchange.headers("cf-mitigated"), log);
  }

  /// Whether a filter answered.
  ///
  /// @param mitigated the values of the header `cf-mitigated`
  static boolean filter(String page, List<String> mitigated, ObservationLog log) {
    if (mitigated.contains("challenge") || CHALLENGE.matcher(page).find()) {
      log.see("filter-signs", "challenge-page", "what", "a check of the browser");
      return true;
    }
    Matcher block = BLOCK.matcher(page);
    boolean blocked = block.find();
    if (blocked) {
      log.see("filter-signs", "block-page", "what", ObservationLog.quoted(block.group()));
    } else {
      log.see("filter-signs", "none");
    }
    return blocked;
  }

  private static void limit(EvidenceView c, ObservationLog log) {
    RetryConstraints brakes = c.interpretation().retryConstraints();
    if (brakes.retryAfter() != null) {
      log.see("limit-signs", "wait", "wait", Formats.span(brakes.retryAfter()));
    } else if (c.exchange().headers("X-RateLimit-Remaining").contains("0")) {
      log.see("limit-signs", "used-up");
    } else {
      log.see("limit-signs", "none");
    }
  }

  private static void cache(Exchange exchange, ObservationLog log) {
    Optional<Header> hit =
        Stream.of("Age", "X-Cache", "X-Cache-Status", "X-Proxy-Cache", "CF-Cache-Status")
            .flatMap(name -> exchange.headers(name).stream().map(value -> new Header(name, value)))
            .filter(
                header ->
                    header.name().equals("Age")
                        ? header.value().matches("[1-9][0-9]*")
                        : header.value().toUpperCase(java.util.Locale.ROOT).contains("HIT"))
            .findFirst();
    hit.ifPresentOrElse(
        header -> log.see("cache-signs", "cached", "what", header.name() + ": " + header.value()),
        () -> cacheable(exchange, log));
  }

  /// Shared caches keep no answer to a request with a credential unless it says that they may (RFC
  /// 9111, 3.5).
  private static void cacheable(Exchange exchange, ObservationLog log) {
    Optional<String> allowed =
        exchange.headers("Cache-Control").stream()
            .filter(value -> KEPT.matcher(value).find() && !NOT_KEPT.matcher(value).find())
            .findFirst();
    allowed.ifPresentOrElse(
        value -> log.see("cache-signs", "cacheable", "what", "Cache-Control: " + value),
        () -> log.see("cache-signs", "none"));
  }
}
