package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import why401.incident.Incident;

final class EventStreamTest {
  private static final int PAGES = 40;

  private final ServerFixture served = new ServerFixture();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void stream_greets_thenReportsIncidentsProbesAndCredentials() throws IOException {
    served.views.add(Samples.probe("orders", "https://a.example", null, ServerFixture.NOW));
    served.views.add(Samples.apiKey("key", null));
    try (Stream stream = new Stream()) {
      assertThat(stream.next())
          .isEqualTo("hello {\"time\":\"2026-11-24T10:00:00Z\",\"version\":\"1.2.3\"}");

      Incident incident =
          Samples.incident("orders", null, Samples.missingScope(), ServerFixture.NOW);
      served.changes.incident(incident);
      served.changes.probe("orders");
      served.changes.credential("key");
      served.changes.configuration();

      assertThat(stream.nextFour())
          .contains("configuration {\"time\":")
          .contains("incident {\"id\":\"" + incident.id() + "\",\"probe\":\"orders\"")
          .contains("probes [[\"orders\",\"https://a.example\"")
          .contains("credentials [{\"name\":\"key\",\"type\":\"api-key\"");
    }
  }

  @Test
  void pageThatLeaves_isForgotten() throws IOException {
    try (Stream stream = new Stream()) {
      stream.next();
      assertThat(served.changes.listeners()).isEqualTo(1);
    }

    await()
        .untilAsserted(
            () -> {
              served.changes.configuration();
              assertThat(served.changes.listeners()).isZero();
            });
  }

  /// Of the few platform threads, pages that listen would leave none for anybody else.
  @Test
  void pagesThatListen_holdNoneOfTheServersThreads() {
    HttpClient client = HttpClient.newHttpClient();
    try {
      List<CompletableFuture<HttpResponse<InputStream>>> pages =
          java.util.stream.Stream.generate(
                  () -> client.sendAsync(request(), HttpResponse.BodyHandlers.ofInputStream()))
              .limit(PAGES)
              .toList();
      await().until(() -> served.changes.listeners() == PAGES);
      assertThat(pages).noneMatch(CompletableFuture::isCompletedExceptionally);
      assertThat(served.views.platformThreads).isEmpty();
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void closingTheServer_endsTheStream() throws IOException {
    try (Stream stream = new Stream()) {
      stream.next();

      served.server.close();

      assertThat(stream.reader.lines().filter(line -> line.startsWith("event: "))).isNotNull();
      await().until(() -> served.changes.listeners() == 0);
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + served.server.port() + "/api/v1/events"))
        .header("Accept-Encoding", "gzip")
        .build();
  }

  /// Reads events as a browser does.
  private final class Stream implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final BufferedReader reader;

    Stream() throws IOException {
      try {
        HttpResponse<java.io.InputStream> answer =
            client.send(request(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/event-stream");
        reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String next() throws IOException {
      String event = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return event + " " + line.substring(6);
        }
      }
      throw new UncheckedIOException(new IOException("the stream ended"));
    }

    String nextFour() throws IOException {
      return String.join("\n", next(), next(), next(), next());
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
