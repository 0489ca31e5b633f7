package why401.probe.okhttp;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.LoginPageDetector;

/// Decides how a run with an answer ended: as expected, refused, or otherwise.
final class OutcomeClassifier {
  private final Map<String, Predicate<String>> patterns = new ConcurrentHashMap<>();

  /// @param unfollowed why a redirect was not followed, empty if none was left
  Outcome judge(Probe probe, Exchange exchange, String unfollowed) {
    String disappointment = mismatch(probe.expect(), exchange, unfollowed);
    if (disappointment.isEmpty()) {
      return hasDefaultExpectation(probe) && sentToLogin(exchange)
          ? new Outcome.Refused(exchange, Outcome.Shape.LOGIN_REDIRECT)
          : new Outcome.Accepted(exchange);
    }
    return switch (exchange.status()) {
      case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
      case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
      case 403 ->
          exchange.sent().onFirstHop()
              ? new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN)
              : new Outcome.Unexpected(exchange, disappointment);
      default -> perhapsLogin(exchange, disappointment);
    };
  }

  /// Whether nobody said what is expected: then a login page is not meant, whatever its status.
  private static boolean hasDefaultExpectation(Probe probe) {
    return probe.expect().equals(Probe.Expectation.ANY_SUCCESS);
  }

  private static boolean sentToLogin(Exchange exchange) {
    return exchange.sent().onFirstHop() && !exchange.hops().isEmpty() && isLogin(exchange);
  }

  private static Outcome perhapsLogin(Exchange exchange, String disappointment) {
    boolean shown = exchange.sent().onFirstHop();
    if (!shown || exchange.status() >= 400 || !isLogin(exchange)) {
      return new Outcome.Unexpected(exchange, disappointment);
    }
    boolean redirected = RedirectPolicy.isRedirect(exchange.status()) || !exchange.hops().isEmpty();
    return new Outcome.Refused(
        exchange, redirected ? Outcome.Shape.LOGIN_REDIRECT : Outcome.Shape.LOGIN_PAGE);
  }

  private static boolean isLogin(Exchange exchange) {
    return LoginPageDetector.in(exchange.response()).isPresent();
  }

  /// In which way the answer is not the expected one; empty if it is.
  private String mismatch(Probe.Expectation expect, Exchange exchange, String unfollowed) {
    int status = exchange.status();
    boolean fine =
        expect.status().isEmpty()
            ? status >= 200 && status < 300
            : expect.status().contains(status);
    if (!fine) {
      String wanted = expect.status().isEmpty() ? "2xx" : expect.status().toString();
      return "status: " + status + " (expected: " + wanted + ")" + unfollowed;
    }
    String body = expect.body();
    if (body == null || pattern(body).test(exchange.body())) {
      return "";
    }
    return "body: no match (expected: the configured expression"
        + (exchange.bodyTruncated() ? ", in the first 64 KiB of a longer body)" : ")");
  }

  /// Linear in the input for all that RE2 knows; what it does not, such as a look-ahead, runs on
  /// the JDK's engine within a bound.
  private Predicate<String> pattern(String expression) {
    return patterns.computeIfAbsent(
        expression,
        text -> {
          try {
            Pattern linear = Pattern.compile(text);
            return input -> linear.matcher(input).find();
          } catch (PatternSyntaxException e) {
            java.util.regex.Pattern backtracking = java.util.regex.Pattern.compile(text);
            return input -> BoundedText.find(backtracking, input);
          }
        });
  }
}
