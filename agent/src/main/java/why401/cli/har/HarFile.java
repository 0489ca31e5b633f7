package why401.cli.har;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import why401.cli.curl.CurlUrl;
import why401.diagnosis.CaptureDiagnosis;
import why401.diagnosis.credential.CapturedCredential;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;
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
public final class HarFile {
  private static final int LIMIT = 256 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// A handshake takes two or three requests.
  private static final int NEAR = 3;

  /// A browser asks for other things between a redirect and what it leads to.
  private static final int FAR = 8;

  private static final int REMEMBERED = 200;

  /// Schemes that take several requests until they are refused.
  private static final Pattern STEPS = Pattern.compile("(?i)^(?:ntlm|negotiate|digest) ");

  private final JsonNode entries;
  private final ResponseInterpreter interpreter;
  private final CaptureDiagnosis diagnosis = new CaptureDiagnosis();

  /// A refused entry.
  ///
  /// @param at when the request was sent, or null if the capture does not say
  public record Refused(int entry, String url, int status, @Nullable Instant at, Verdict verdict) {}

  /// Reads `file`.
  ///
  /// @throws IOException if it is not a HAR capture; the message says why without quoting it
  public HarFile(Path file) throws IOException {
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
  public List<Refused> refused() {
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!handshake(i)) {
        explain(i, entries.get(i)).ifPresent(refused::add);
      }
    }
    return refused;
  }

  private Optional<Refused> explain(int index, JsonNode entry) {
    Optional<JsonNode> left = leftBehindAt(index);
    Entry shown = shown(index, entry, left);
    return diagnosis
        .explain(
            shown.exchange(),
            interpreter.interpret(shown.exchange().response(), shown.context()),
            shown.facts(),
            accepted(index, shown))
        .map(
            verdict ->
                new Refused(
                    index,
                    shown.exchange().url().toString(),
                    shown.exchange().status(),
                    shown.exchange().sent().at().equals(Instant.EPOCH)
                        ? null
                        : shown.exchange().sent().at(),
                    verdict));
  }

  /// An entry as the diagnosis looks at it.
  private record Entry(Exchange exchange, RequestContext context, CredentialFacts facts) {}

  /// The last entry before that the target accepted with a credential of the same kind; null if
  /// there is none.
  private @Nullable LastAccepted accepted(int index, Entry refused) {
    boolean resource = refused.context().endpoint() == RequestContext.Endpoint.RESOURCE;
    if (!resource || refused.facts().kind() == CredentialFacts.Kind.NONE) {
      return null;
    }
    URI url = refused.exchange().url();
    for (int i = index - 1; i >= Math.max(0, index - REMEMBERED); i--) {
      JsonNode entry = entries.get(i);
      int status = entry.path("response").path("status").asInt();
      URI there = HarMessage.uri(entry.path("request").path("url").asText(""));
      if (status / 100 == 2 && Formats.origin(url).equals(Formats.origin(there))) {
        Entry before = shown(i, entry, Optional.empty());
        if (before.facts().kind() == refused.facts().kind()) {
          return LastAccepted.of(before.exchange(), before.facts(), "", null);
        }
      }
    }
    return null;
  }

  private Entry shown(int index, JsonNode entry, Optional<JsonNode> left) {
    JsonNode request = entry.path("request");
    JsonNode response = entry.path("response");
    String url = request.path("url").asText("");
    int status = response.path("status").asInt(0);
    JsonNode showing = left.orElse(entry).path("request");
    List<Header> asked = shownTo(status == 407, HarMessage.headers(showing));
    RequestContext context =
        RequestContext.guess(url, asked, request.path("postData").path("text").asText(""));
    HttpResponse answer =
        new HttpResponse(
            status, HarMessage.headers(response), HarMessage.body(response.path("content")));
    Instant at =
        HarMessage.moment(entry.path("startedDateTime").asText(""))
            .or(() -> answer.header("Date").flatMap(HttpDate::parse))
            .orElse(null);
    CapturedCredential captured =
        new CapturedCredential(
            url,
            asked,
            request.path("postData").path("text").asText(""),
            nonce -> firstUse(nonce, index),
            nonce -> isCut(nonce, index));
    // A token endpoint checks the body, or the client's secret.
    CredentialFacts facts =
        context.endpoint() == RequestContext.Endpoint.RESOURCE
            ? captured.facts()
            : captured.ofGrant();
    SentRequest sent = sent(request, at == null ? Instant.EPOCH : at, facts, context);
    Duration took = Duration.ofMillis(Math.max(0, entry.path("time").asLong(0)));
    Exchange exchange = exchange(sent, took, answer, left.map(HarFile::hop).stream().toList());
    return new Entry(exchange, context, facts);
  }

  /// What the proxy sees of a request as a credential, and what the target sees.
  private static List<Header> shownTo(boolean proxy, List<Header> headers) {
    return headers.stream()
        .filter(header -> proxy == header.name().equalsIgnoreCase("Proxy-Authorization"))
        .map(header -> proxy ? new Header("Authorization", header.value()) : header)
        .toList();
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

  /// Whether an earlier answer issued a longer nonce of which this is the beginning.
  private boolean isCut(String nonce, int index) {
    Pattern issued = Pattern.compile("nonce=\"?" + Pattern.quote(nonce) + "[^\", ]");
    return IntStream.range(0, index)
        .mapToObj(i -> HarMessage.headers(entries.get(i).path("response")))
        .flatMap(List::stream)
        .filter(header -> header.name().equalsIgnoreCase("WWW-Authenticate"))
        .anyMatch(header -> issued.matcher(header.value()).find());
  }

  /// Whether this was a step of a handshake: the same was asked right after with what the challenge
  /// wanted. How that ended, its own entry says.
  private boolean handshake(int index) {
    JsonNode entry = entries.get(index);
    int status = entry.path("response").path("status").asInt();
    boolean challenged = HarMessage.header(entry.path("response"), "WWW-Authenticate").isPresent();
    if (status != 407 && !(status == 401 && challenged)) {
      return false;
    }
    String name = status == 407 ? "Proxy-Authorization" : "Authorization";
    Optional<String> shown = HarMessage.header(entry.path("request"), name);
    boolean step = shown.isEmpty() || STEPS.matcher(shown.get()).find();
    return step
        && IntStream.rangeClosed(index + 1, Math.min(index + NEAR, entries.size() - 1))
            .mapToObj(entries::get)
            .filter(later -> sameRequest(later.path("request"), entry.path("request")))
            .filter(later -> later.path("response").path("status").asInt() < 400 || step(later))
            .map(later -> HarMessage.header(later.path("request"), name))
            .anyMatch(later -> later.isPresent() && !later.equals(shown));
  }

  private static boolean sameRequest(JsonNode one, JsonNode other) {
    return one.path("url").equals(other.path("url"))
        && one.path("method").equals(other.path("method"));
  }

  private static boolean step(JsonNode entry) {
    return HarMessage.header(entry.path("request"), "Authorization")
        .filter(STEPS.asPredicate())
        .isPresent();
  }

  /// The redirect that turned a request with a credential into this one without; empty if none did.
  private Optional<JsonNode> leftBehindAt(int index) {
    JsonNode request = entries.get(index).path("request");
    if (HarMessage.header(request, "Authorization").isPresent()) {
      return Optional.empty();
    }
    String url = request.path("url").asText("");
    for (int i = index - 1; i >= Math.max(0, index - FAR); i--) {
      JsonNode earlier = entries.get(i);
      if (earlier.path("response").path("status").asInt() / 100 == 3 && leadsTo(earlier, url)) {
        return HarMessage.header(earlier.path("request"), "Authorization").isPresent()
            ? Optional.of(earlier)
            : leftBehindAt(i);
      }
    }
    return Optional.empty();
  }

  private static boolean leadsTo(JsonNode entry, String url) {
    try {
      URI from = URI.create(CurlUrl.encoded(entry.path("request").path("url").asText("")));
      return HarMessage.headers(entry.path("response")).stream()
          .filter(header -> header.name().equalsIgnoreCase("Location"))
          .anyMatch(header -> from.resolve(CurlUrl.encoded(header.value())).toString().equals(url));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static SentRequest sent(
      JsonNode request, Instant at, CredentialFacts facts, RequestContext context) {
    String scheme = context.scheme() == null ? facts.scheme() : context.scheme();
    boolean withCredential =
        context.sent() == RequestContext.Sent.YES || facts.kind() != CredentialFacts.Kind.NONE;
    return new SentRequest(
        at,
        request.path("method").asText("GET"),
        HarMessage.uri(request.path("url").asText("")),
        null,
        withCredential ? scheme : "",
        "",
        null,
        withCredential,
        withCredential);
  }

  private static Exchange.Hop hop(JsonNode redirect) {
    String to =
        HarMessage.headers(redirect.path("response")).stream()
            .filter(header -> header.name().equalsIgnoreCase("Location"))
            .map(Header::value)
            .findFirst()
            .orElse("");
    URI from = HarMessage.uri(redirect.path("request").path("url").asText(""));
    URI target = to.startsWith("http") ? HarMessage.uri(to) : from;
    return new Exchange.Hop(redirect.path("response").path("status").asInt(), from, target, false);
  }

  private static Exchange exchange(
      SentRequest sent, Duration took, HttpResponse answer, List<Exchange.Hop> hops) {
    return new Exchange(
        sent,
        sent.at().plus(took),
        sent.url(),
        answer,
        answer.body().length(),
        false,
        hops,
        null,
        null,
        took,
        Map.of());
  }
}
