package why401.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.server.security.ServerSettings;
import why401.token.RenewalHistory;

/// A real server on a free port, with what it shows in the test's hands.
public final class ServerFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  final FakeStatusSource views = new FakeStatusSource();
  final StatusEvents changes = new StatusEvents();
  final RenewalHistory renewals = new RenewalHistory(changes::credential, List::of);
  public final AgentServer server;
  private final HttpClient client;

  public ServerFixture() {
    this(new ServerSettings("127.0.0.1", 0, null, true), HttpClient.newHttpClient());
  }

  public ServerFixture(Path webConfig, HttpClient client) {
    this(new ServerSettings("127.0.0.1", 0, webConfig, false), client);
  }

  ServerFixture(ServerSettings settings, HttpClient client) {
    this.client = client;
    this.server = new AgentServer(settings, views, changes, renewals, InstantSource.fixed(NOW));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create((server.secure() ? "https" : "http") + "://localhost:" + server.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /// With HTTP Basic.
  public HttpResponse<String> get(String path, @Nullable String authorization) {
    HttpRequest.Builder request = request(path);
    return send(authorization == null ? request : request.header("Authorization", authorization));
  }

  JsonNode json(String path) {
    return tree(get(path).body());
  }

  static JsonNode tree(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
