package why401.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.TlsOptions;

/// One call is one request, whatever the server says or does.
class SingleAttemptTest {
  private final HttpClients clients =
      new HttpClients(_ -> EventListener.NONE, List.of(), System::nanoTime);

  @AfterEach
  void close() {
    clients.close();
  }

  private Response get(String url) throws IOException {
    OkHttpClient client = clients.pooled(TlsOptions.DEFAULT, null, "127.0.0.1");
    Call call = client.newCall(new Request.Builder().url(url).build());
    call.timeout().timeout(5, java.util.concurrent.TimeUnit.SECONDS);
    return call.execute();
  }

  private void getAndForget(RawServer server) throws IOException {
    try (Response response = get(server.url("/"))) {
      assertThat(response.body().string()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 Unavailable\r\nRetry-After: 0",
        "503 Unavailable\r\nRetry-After: 99999999999999",
        "408 Request Timeout",
        "421 Misdirected Request",
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"",
        "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"",
        "302 Found\r\nLocation: /elsewhere",
        "300 Choices\r\nLocation: /elsewhere"
      })
  void status_thatOkHttpActsOn_isHandedOverAfterOneRequest(String status) throws IOException {
    byte[] answer = RawServer.answer(status, "");
    try (RawServer server = RawServer.of((_, out) -> out.write(answer));
        Response response = get(server.url("/"))) {
      assertThat(response.code()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void retryAfter_isPassedOn() throws IOException {
    byte[] answer = RawServer.answer("503 Unavailable\r\nRetry-After: 0", "");
    try (RawServer server = RawServer.of((_, out) -> out.write(answer));
        Response response = get(server.url("/"))) {
      assertThat(response.header("Retry-After")).isEqualTo("0");
    }
  }

  @Test
  void connection_thatBreaksAfterTheRequest_isAnErrorAfterOneRequest() {
    try (RawServer server =
        RawServer.of(
            (_, _) -> {
              throw new IOException("hang up");
            })) {
      assertThatThrownBy(() -> get(server.url("/"))).isInstanceOf(IOException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void keptConnection_isUsedAgain() throws IOException {
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")))) {
      getAndForget(server);
      getAndForget(server);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void keptConnection_thatTheServerHasClosed_isReplacedAndTheRequestSentOnce() throws IOException {
    long[] passed = {0};
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")));
        HttpClients later =
            new HttpClients(
                _ -> EventListener.NONE, List.of(), () -> System.nanoTime() + passed[0])) {
      OkHttpClient client = later.pooled(TlsOptions.DEFAULT, null, "127.0.0.1");
      Request request = new Request.Builder().url(server.url("/")).build();
      client.newCall(request).execute().close();
      server.hangUp();
      passed[0] = Duration.ofSeconds(30).toNanos();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void keptConnection_thatIsStillOpen_isUsedAgainAfterTheLook() throws IOException {
    long[] passed = {0};
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")));
        HttpClients later =
            new HttpClients(
                _ -> EventListener.NONE, List.of(), () -> System.nanoTime() + passed[0])) {
      OkHttpClient client = later.pooled(TlsOptions.DEFAULT, null, "127.0.0.1");
      Request request = new Request.Builder().url(server.url("/")).build();
      for (int i = 0; i < 3; i++) {
        client.newCall(request).execute().close();
        passed[0] += Duration.ofSeconds(30).toNanos();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void freshCalls_eachConnectAndLeaveNothingBehind() throws IOException {
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")))) {
      OkHttpClient client = clients.fresh(TlsOptions.DEFAULT, null);
      Request request = new Request.Builder().url(server.url("/")).build();
      client.newCall(request).execute().close();
      client.newCall(request).execute().close();
      assertThat(server.connections()).isEqualTo(2);
      assertThat(client.connectionPool().connectionCount()).isZero();
    }
  }

  @Test
  void freshCall_withADestination_goesThereUnderItsOwnName() throws IOException {
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")))) {
      Request request =
          new Request.Builder()
              .url("http://orders.invalid:" + server.port() + "/")
              .tag(
                  HttpClients.Destination.class,
                  new HttpClients.Destination(java.net.InetAddress.getLoopbackAddress()))
              .build();
      clients.fresh(TlsOptions.DEFAULT, null).newCall(request).execute().close();
      assertThat(server.last().header("Host")).isEqualTo("orders.invalid:" + server.port());
    }
  }

  @Test
  void equalSettings_shareAClient() throws IOException {
    assertThat(clients.pooled(TlsOptions.DEFAULT, null, "a.example"))
        .isSameAs(clients.pooled(TlsOptions.DEFAULT, null, "a.example"));
  }
}
