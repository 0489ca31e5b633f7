package why401.diagnosis;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.evidence.Observation;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.SentRequest;
import why401.response.ResponseInterpreter;
import why401.token.Credentials;

/// An answer that a target gives.
///
/// @param shape of a refusal, or null to go by the status
record Given(
    int status,
    String body,
    List<String> lines,
    List<Exchange.Hop> via,
    Outcome.@Nullable Shape shape,
    Duration offset) {
  static final URI URL = URI.create("https://api.example/v1/orders");

  private static final ResponseInterpreter READER = new ResponseInterpreter();

  Observation to(Credentials shown) {
    boolean with = !(shown instanceof Credentials.None);
    SentRequest sent =
        new SentRequest(
            A.NOON,
            "GET",
            URL,
            "billing",
            shown.scheme(),
            shown.fingerprint(),
            null,
            with,
            with && via.isEmpty());
    List<Header> all = new ArrayList<>();
    all.add(
        new Header(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                A.NOON.plus(offset).atOffset(ZoneOffset.UTC))));
    lines.stream()
        .map(line -> line.split(": ", 2))
        .forEach(line -> all.add(new Header(line[0], line[1])));
    URI last = via.isEmpty() ? URL : via.getLast().to();
    Exchange exchange =
        new Exchange(
            sent,
            A.NOON,
            last,
            new HttpResponse(status, all, body),
            body.length(),
            false,
            via,
            "192.0.2.1",
            null,
            Duration.ofMillis(20),
            Map.of());
    return Observation.of(outcome(exchange, shape), READER);
  }

  private static Outcome outcome(Exchange exchange, Outcome.@Nullable Shape given) {
    if (given != null) {
      return new Outcome.Refused(exchange, given);
    }
    return switch (exchange.status()) {
      case 200 -> new Outcome.Accepted(exchange);
      case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
      case 403 -> new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN);
      case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
      default -> new Outcome.Unexpected(exchange, "status " + exchange.status());
    };
  }
}
