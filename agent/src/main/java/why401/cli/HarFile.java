package why401.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import why401.cli.curl.CurlUrl;
import why401.diagnosis.CaptureDiagnosis;
import why401.diagnosis.evidence.CapturedCredential;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.verdict.Verdict;
import why401.http.Header;
import why401.http.HttpDate;
import why401.http.HttpResponse;
import why401.io.AccessLimitException;
import why401.io.BoundedAccess;
import why401.probe.Exchange;
import why401.probe.SentRequest;
import why401.response.ResponseInterpreter;
import why401.response.statement.RequestContext;

/// A capture of HTTP exchanges in the HAR 1.2 format, read leniently: missing fields count as
/// empty, and a broken entry does not affect the others.
final class HarFile {
  private static final int LIMIT = 256 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// A handshake takes two or three requests.
  private static final int NEAR = 3;

  private final JsonNode entries;
  private final ResponseInterpreter interpreter;
  private final CaptureDiagnosis diagnosis = new CaptureDiagnosis();

  /// A refused entry.
  ///
  /// @param at when the request was sent, or null if the capture does not say
  record Refused(int entry, String url, int status, @Nullable Instant at, Verdict verdict) {}

  /// Reads `file`.
  ///
  /// @throws IOException if it is not a HAR capture; the message says why without quoting it
  HarFile(Path file) throws IOException {
    this(file, new ResponseInterpreter());
  }

  HarFile(Path file, ResponseInterpreter interpreter) throws IOException {
    this.interpreter = interpreter;
    JsonNode root;
    try {
      root =
          MAPPER.readTree(
              BoundedAccess.within(file, PATIENCE, () -> BoundedAccess.content(file, LIMIT)));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": missing (expected: a HAR capture)", e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(
          file + ": not JSON at line " + e.getLocation().getLineNr() + " (expected: HAR 1.2)", e);
    } catch (AccessLimitException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read (expected: a HAR capture)", e);
    }
    entries = root.path("log").path("entries");
    if (!entries.isArray()) {
      throw new IOException(file + ": no log.entries (expected: HAR 1.2)");
    }
  }

  /// The verdicts on all refused entries, in order.
  List<Refused> refused() {
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!handshake(i)) {
        explain(i, entries.get(i)).ifPresent(refused::add);
      }
    }
    return refused;
  }

  private Optional<Refused> explain(int index, JsonNode entry) {
    JsonNode request = entry.path("request");
    JsonNode response = entry.path("response");
    String url = request.path("url").asText("");
    int status = response.path("status").asInt(0);
    List<Header> asked = headers(request);
    RequestContext context =
        RequestContext.guess(url, asked, request.path("postData").path("text").asText(""));
    HttpResponse answer =
        new HttpResponse(status, headers(response), body(response.path("content")));
    Instant at =
        moment(entry.path("startedDateTime").asText(""))
            .or(() -> answer.header("Date").flatMap(HttpDate::parse))
            .orElse(null);
    CapturedCredential captured =
        new CapturedCredential(
            url,
            asked,
            request.path("postData").path("text").asText(""),
            nonce -> firstUse(nonce, index));
    // A token endpoint checks the body, or the client's secret.
    CredentialFacts facts =
        context.endpoint() == RequestContext.Endpoint.RESOURCE
            ? captured.facts()
            : captured.ofGrant();
    SentRequest sent = sent(request, at == null ? Instant.EPOCH : at, facts, context);
    Duration took = Duration.ofMillis(Math.max(0, entry.path("time").asLong(0)));
    Exchange exchange = exchange(sent, took, answer);
    return diagnosis
        .explain(exchange, interpreter.interpret(answer, context), facts)
        .map(verdict -> new Refused(index, uri(url).toString(), status, at, verdict));
  }

  private static List<Header> headers(JsonNode message) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode header : message.path("headers")) {
      headers.add(new Header(header.path("name").asText(""), header.path("value").asText("")));
    }
    String location = message.path("redirectURL").asText("");
    if (!location.isEmpty()
        && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Location"))) {
      headers.add(new Header("Location", location));
    }
    return headers;
  }

  private static String body(JsonNode content) {
    String text = content.path("text").asText("");
    if (!content.path("encoding").asText("").equals("base64")) {
      return text;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /// Some tools write the offset without its colon.
  private static Optional<Instant> moment(String text) {
    try {
      String usual = text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
      return Optional.of(OffsetDateTime.parse(usual).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Whether an earlier response issued `nonce` and no earlier request used it.
  private boolean firstUse(String nonce, int index) {
    boolean issued = false;
    for (int i = 0; i < index; i++) {
      if (entries.get(i).path("request").path("headers").toString().contains(nonce)) {
        return false;
      }
      issued |= entries.get(i).path("response").path("headers").toString().contains(nonce);
    }
    return issued;
  }

  /// Whether this was the first half of a handshake: the same request followed with what the
  /// challenge asked for, and was accepted.
  private boolean handshake(int index) {
    JsonNode request = entries.get(index).path("request");
    boolean challenged =
        entries.get(index).path("response").path("status").asInt() == 401
            && headers(entries.get(index).path("response")).stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("WWW-Authenticate"));
    return challenged
        && IntStream.rangeClosed(index + 1, Math.min(index + NEAR, entries.size() - 1))
            .mapToObj(entries::get)
            .filter(later -> later.path("request").path("url").equals(request.path("url")))
            .filter(later -> later.path("request").path("method").equals(request.path("method")))
            .filter(later -> later.path("response").path("status").asInt() / 100 == 2)
            .anyMatch(later -> authorizes(later, request));
  }

  private static boolean authorizes(JsonNode later, JsonNode before) {
    Optional<String> sent = authorization(later.path("request"));
    return sent.isPresent() && !sent.equals(authorization(before));
  }

  private static Optional<String> authorization(JsonNode request) {
    return headers(request).stream()
        .filter(header -> header.name().equalsIgnoreCase("Authorization"))
        .map(Header::value)
        .findFirst();
  }

  private static SentRequest sent(
      JsonNode request, Instant at, CredentialFacts facts, RequestContext context) {
    String scheme = context.scheme() == null ? facts.scheme() : context.scheme();
    boolean withCredential =
        context.sent() == RequestContext.Sent.YES || facts.kind() != CredentialFacts.Kind.NONE;
    return new SentRequest(
        at,
        request.path("method").asText("GET"),
        uri(request.path("url").asText("")),
        null,
        withCredential ? scheme : "",
        "",
        null,
        withCredential,
        withCredential);
  }

  private static Exchange exchange(SentRequest sent, Duration took, HttpResponse answer) {
    return new Exchange(
        sent,
        sent.at().plus(took),
        sent.url(),
        answer,
        answer.body().length(),
        false,
        List.of(),
        null,
        null,
        took,
        Map.of());
  }

  /// Origin and path: a query may hold a secret.
  private static URI uri(String url) {
    try {
      URI uri = URI.create(CurlUrl.encoded(url.split("[?#]", 2)[0]));
      return uri.isAbsolute() && uri.getHost() != null
          ? new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path(uri), null, null)
          : URI.create("http://unknown/");
    } catch (IllegalArgumentException | java.net.URISyntaxException e) {
      return URI.create("http://unknown/");
    }
  }

  private static String path(URI uri) {
    return uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
  }
}
