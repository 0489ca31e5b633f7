package why401.probe;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import why401.challenge.Context;
import why401.challenge.Header;
import why401.challenge.Reader;
import why401.challenge.Response;

/// Decides how a run with an answer ended: as expected, refused, or otherwise.
final class Judge {
  private final Reader reader;
  private final Map<String, Predicate<String>> patterns = new ConcurrentHashMap<>();

  Judge(Reader reader) {
    this.reader = reader;
  }

  Outcome judge(Probe probe, Exchange exchange) {
    String disappointment = disappointment(probe.expect(), exchange);
    if (disappointment.isEmpty()) {
      return new Outcome.Accepted(exchange);
    }
    return switch (exchange.status()) {
      case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
      case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
      case 403 ->
          exchange.sent().withCredential()
              ? new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN)
              : new Outcome.Unexpected(exchange, disappointment);
      default -> perhapsLogin(exchange, disappointment);
    };
  }

  private Outcome perhapsLogin(Exchange exchange, String disappointment) {
    boolean shown = exchange.sent().withCredential();
    if (!shown || exchange.status() >= 400 || !isLogin(exchange)) {
      return new Outcome.Unexpected(exchange, disappointment);
    }
    boolean redirected = Redirects.isRedirect(exchange.status()) || !exchange.hops().isEmpty();
    return new Outcome.Refused(
        exchange, redirected ? Outcome.Shape.LOGIN_REDIRECT : Outcome.Shape.LOGIN_PAGE);
  }

  private boolean isLogin(Exchange exchange) {
    Response response =
        new Response(
            exchange.status(),
            exchange.headers().stream().map(h -> new Header(h.name(), h.value())).toList(),
            exchange.body(),
            Context.resource(exchange.sent().scheme()));
    return reader.read(response).facts().loginPage() != null;
  }

  /// In which way the answer is not the expected one; empty if it is.
  private String disappointment(Probe.Expectation expect, Exchange exchange) {
    int status = exchange.status();
    boolean fine =
        expect.status().isEmpty()
            ? status >= 200 && status < 300
            : expect.status().contains(status);
    if (!fine) {
      String wanted = expect.status().isEmpty() ? "2xx" : expect.status().toString();
      return "status: " + status + " (expected: " + wanted + ")" + hint(exchange);
    }
    String body = expect.body();
    if (body == null || pattern(body).test(exchange.body())) {
      return "";
    }
    return "body: no match (expected: the configured expression"
        + (exchange.bodyTruncated() ? ", in the first 64 KiB of a longer body)" : ")");
  }

  private static String hint(Exchange exchange) {
    if (exchange.hops().isEmpty() || !Redirects.isRedirect(exchange.status())) {
      return "";
    }
    Exchange.Hop last = exchange.hops().getLast();
    return exchange.hops().size() > Redirects.MOST
        ? "; the redirects do not end"
        : "; the redirect to %s://%s was not followed: the configuration does not name that origin"
            .formatted(last.to().getScheme(), last.to().getRawAuthority());
  }

  /// Linear in the input for all that RE2 knows; what it does not, such as a look-ahead, runs on
  /// the JDK's engine.
  private Predicate<String> pattern(String expression) {
    return patterns.computeIfAbsent(
        expression,
        text -> {
          try {
            Pattern linear = Pattern.compile(text);
            return input -> linear.matcher(input).find();
          } catch (PatternSyntaxException e) {
            return java.util.regex.Pattern.compile(text).asPredicate();
          }
        });
  }
}
