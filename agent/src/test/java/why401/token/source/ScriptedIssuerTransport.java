package why401.token.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.IssuerTransportException;

/// An identity provider without a network: it answers what it was told to, or a token that lives as
/// long as it was told to.
public final class ScriptedIssuerTransport implements IssuerTransport {
  public interface Reply {
    IssuerResponse to(IssuerRequest request) throws IssuerTransportException;
  }

  record Seen(Instant at, IssuerRequest request) {
    String form(String name) {
      return ScriptedIssuerTransport.form(request.body()).getOrDefault(name, "");
    }
  }

  private final ManualTime time;
  private final List<Seen> seen = new ArrayList<>();
  private final Deque<Reply> next = new ArrayDeque<>();
  private volatile Reply always;
  private volatile Reply looks = request -> error(401, "unauthorized_client");
  private int issued;

  ScriptedIssuerTransport(ManualTime time) {
    this.time = time;
    this.always = request -> token(300);
  }

  @Override
  public IssuerResponse exchange(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException {
    Reply reply;
    if (isLook(request)) {
      return looks.to(request);
    }
    synchronized (this) {
      seen.add(new Seen(time.instant(), request));
      reply = next.isEmpty() ? always : next.removeFirst();
    }
    return reply.to(request);
  }

  /// Whether it shows no secret and spends nothing: a health check, or a look at a suspended
  /// client. These are no attempts.
  static boolean isLook(IssuerRequest request) {
    boolean anonymous =
        !request.headers().containsKey("Authorization")
            && form(request.body()).keySet().equals(Set.of("grant_type", "client_id"));
    boolean health = request.method().equals("GET") && request.url().getPath().endsWith("/token");
    return anonymous || health;
  }

  public synchronized void next(Reply reply) {
    next.addLast(reply);
  }

  /// The answer to what shows no secret.
  void looks(Reply reply) {
    looks = reply;
  }

  public void always(Reply reply) {
    always = reply;
  }

  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  synchronized IssuerResponse token(long expiresIn) {
    issued++;
    return json(
        200,
        "{\"access_token\":\"at-%d\",\"token_type\":\"bearer\",\"expires_in\":%d}"
            .formatted(issued, expiresIn));
  }

  public IssuerResponse json(int status, String body) {
    return new IssuerResponse(
        status, Map.of("content-type", List.of("application/json"), "date", List.of(date())), body);
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.instant().atOffset(ZoneOffset.UTC));
  }

  public IssuerResponse error(int status, String code) {
    return json(status, "{\"error\":\"%s\",\"error_description\":\"no\"}".formatted(code));
  }

  static Reply unreachable() {
    return request -> {
      throw new IssuerTransportException("idp.test: ConnectException", false, false);
    };
  }

  /// A provider that takes so long for each answer, and is not waited for longer than allowed.
  Reply slow(java.time.Duration took, long expiresIn) {
    return request -> {
      if (took.compareTo(request.timeout()) > 0) {
        time.advance(request.timeout());
        throw new IssuerTransportException("no response in time", true, true);
      }
      time.advance(took);
      return token(expiresIn);
    };
  }

  /// Always the same token, which ends at `end`.
  Reply sameUntil(Instant end, String value) {
    return request ->
        json(
            200,
            "{\"access_token\":\"%s\",\"expires_in\":%d}"
                .formatted(
                    value,
                    Math.max(0, java.time.Duration.between(time.instant(), end).toSeconds())));
  }

  static Reply lostAnswer() {
    return request -> {
      throw new IssuerTransportException("no answer in time", true, true);
    };
  }

  public static Map<String, String> form(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : body == null ? new String[0] : body.split("&")) {
      String[] parts = field.split("=", 2);
      fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {}
}
