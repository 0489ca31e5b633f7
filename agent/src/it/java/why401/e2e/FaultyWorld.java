package why401.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import why401.http.client.RawServer;
import why401.http.client.RawServer.Request;
import why401.partner.PlainHttp;

/// What an agent needs to be disturbed: a target that accepts, one that refuses on demand, one with
/// a password, and an identity provider that gives each refresh token once.
final class FaultyWorld implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RawServer server = RawServer.of(this::answer);
  private final int lifetime;
  private final Map<String, Integer> spent = new ConcurrentHashMap<>();

  /// Tokens given out.
  final AtomicInteger renewals = new AtomicInteger();

  /// Requests with a refresh token that was spent before the one spent last.
  final AtomicInteger replays = new AtomicInteger();

  /// Requests with a refresh token that was spent just before: the answer was lost.
  final AtomicInteger repeats = new AtomicInteger();

  /// Wrong passwords that the guarded target saw.
  final AtomicInteger wrongPasswords = new AtomicInteger();

  /// Whether `/flap` refuses.
  volatile boolean refusing;

  /// @param lifetime of tokens, in seconds
  FaultyWorld(int lifetime) {
    this.lifetime = lifetime;
  }

  private void answer(Request request, OutputStream out) throws IOException {
    String path = request.path();
    if (path.startsWith("/token")) {
      out.write(token(path, request.body()));
    } else if (path.startsWith("/guarded")) {
      wrongPasswords.addAndGet(request.header("Authorization").isEmpty() ? 0 : 1);
      out.write(refusal());
    } else {
      out.write(path.startsWith("/flap") && refusing ? refusal() : RawServer.answer("200 OK", ""));
    }
  }

  private static byte[] refusal() {
    return RawServer.answer("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"", "");
  }

  /// Refresh tokens are `N-PATH`, each good once; the first is `0-PATH`.
  private byte[] token(String path, String body) {
    renewals.incrementAndGet();
    String rotated = "";
    int at = body.indexOf("refresh_token=");
    if (at >= 0) {
      String sent = body.substring(at + 14).replaceFirst("-.*", "");
      rotated = ",\"refresh_token\":\"" + successor(path, Integer.parseInt(sent)) + "-x\"";
    }
    return RawServer.answer(
        "200 OK\r\nContent-Type: application/json",
        "{\"access_token\":\"opaque%d\",\"token_type\":\"Bearer\",\"expires_in\":%d%s}"
            .formatted(renewals.get(), lifetime, rotated));
  }

  /// Whoever repeats the last one gets the same again.
  private int successor(String path, int sent) {
    int last = spent.getOrDefault(path, -1);
    if (sent < last) {
      replays.incrementAndGet();
    } else if (sent == last) {
      repeats.incrementAndGet();
    }
    spent.merge(path, sent, Math::max);
    return sent + 1;
  }

  String url(String path) {
    return server.url(path);
  }

  int port() {
    return server.port();
  }

  /// A credential with a refresh token that rotates, and a probe that uses it.
  String rotating(String name) {
    return """
    why401.credentials.%1$s { type = refresh-token, client-id = c, token-url = "%2$s", refresh-token = 0-x }
    why401.probes.%1$s { url = "%3$s", credential = %1$s }
    """
        .formatted(name, url("/token-" + name), url("/good"));
  }

  /// A credential of the client credentials grant, and a probe that uses it.
  String client(String name) {
    return """
    why401.credentials.%1$s { type = client-credentials, client-id = c, client-secret = s, token-url = "%2$s" }
    why401.probes.%1$s { url = "%3$s", credential = %1$s }
    """
        .formatted(name, url("/token-" + name), url("/good"));
  }

  String probe(String name, String path) {
    return "why401.probes.%s.url = \"%s\"\n".formatted(name, url(path));
  }

  /// The identifiers of all incidents that the agent knows.
  static Set<String> incidents(AgentProcess agent) {
    try {
      String body = PlainHttp.get(agent.url("/api/v1/incidents?limit=1000")).body();
      return StreamSupport.stream(JSON.readTree(body).spliterator(), false)
          .map(incident -> incident.path("id").asText())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
