package why401.token.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.TlsOptions;
import why401.http.client.Flood;
import why401.http.client.RawServer;

/// The table of renewal.md, 6: whatever the server does, a refresh token is submitted once.
class OkHttpIssuerTransportTest {
  private final OkHttpIssuerTransport wire = OkHttpIssuerTransport.standard();
  private final AtomicInteger bodies = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private ServerSocket server;
  private volatile String answer = "";
  private volatile String userAgent = "";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    never.countDown();
    server.close();
    wire.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /// The first request on a connection is answered well, so that the next finds it pooled.
  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      while (readRequest(in)) {
        if (answer.equals("hang")) {
          never.await();
        }
        if (answer.isEmpty()) {
          return;
        }
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readRequest(BufferedReader in) throws IOException {
    int length = 0;
    String line = in.readLine();
    if (line == null) {
      return false;
    }
    while (!line.isEmpty()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
      if (line.startsWith("User-Agent: ")) {
        userAgent = line.substring(12);
      }
      line = in.readLine();
    }
    for (int i = 0; i < length; i++) {
      in.read();
    }
    if (length > 0) {
      bodies.incrementAndGet();
    }
    return true;
  }

  private IssuerRequest post(Duration timeout) {
    return new IssuerRequest(
        "POST",
        URI.create("http://127.0.0.1:" + server.getLocalPort() + "/token"),
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        "refresh_token=R1",
        TlsOptions.DEFAULT,
        timeout);
  }

  private IssuerTransportException failure(Duration timeout) {
    return catchThrowableOfType(
        IssuerTransportException.class, () -> wire.exchange(post(timeout), new Cancellation()));
  }

  private void poolAConnection() throws IssuerTransportException {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    assertThat(wire.exchange(post(Duration.ofSeconds(10)), new Cancellation()).status())
        .isEqualTo(200);
    bodies.set(0);
  }

  /// A session may be bound to the name that opened it.
  @Test
  void request_hasTheUserAgentOfProbes() throws IssuerTransportException {
    poolAConnection();

    assertThat(userAgent).isEqualTo("why401");
  }

  @Test
  void serverClosesAPooledConnectionAfterReading_theBodyIsSentOnce()
      throws IssuerTransportException {
    poolAConnection();
    answer = "";

    IssuerTransportException failure = failure(Duration.ofSeconds(10));

    assertThat(bodies).hasValue(1);
    assertThat(failure.written()).isTrue();
    assertThat(failure.timedOut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Temporary\r\nLocation: /token\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
      })
  void answersThatInviteARetry_areHandedBack(String given) throws IssuerTransportException {
    poolAConnection();
    answer = given;

    IssuerResponse response = wire.exchange(post(Duration.ofSeconds(10)), new Cancellation());

    assertThat(bodies).hasValue(1);
    assertThat(given).startsWith("HTTP/1.1 " + response.status());
    assertThat(response.header("Retry-After"))
        .isEqualTo(given.contains("Retry-After") ? "0" : null);
  }

  @Test
  void silence_endsAtTheTimeout() {
    answer = "hang";

    IssuerTransportException failure = failure(Duration.ofMillis(300));

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure.written()).isTrue();
    assertThat(bodies).hasValue(1);
  }

  @Test
  void cancellation_cutsASilenceShort() {
    answer = "hang";
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    IssuerTransportException failure =
        catchThrowableOfType(
            IssuerTransportException.class,
            () -> wire.exchange(post(Duration.ofMinutes(5)), cancellation));

    assertThat(failure.timedOut()).isTrue();
  }

  @Test
  void closedPort_nothingWasWritten() throws IOException {
    server.close();
    // A thread that still waits there keeps it open for a moment.
    await().until(this::nobodyListens);

    IssuerTransportException failure = failure(Duration.ofSeconds(10));

    assertThat(failure.written()).isFalse();
    assertThat(failure.getMessage()).contains("127.0.0.1").doesNotContain("R1");
  }

  private boolean nobodyListens() throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void endlessBody_isReadToItsBound() throws IssuerTransportException {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + "x".repeat(3_000_000);

    IssuerResponse response = wire.exchange(post(Duration.ofSeconds(10)), new Cancellation());

    assertThat(response.body()).hasSize(IssuerResponse.LIMIT);
  }

  @Test
  void answerWithoutEnd_isCut() {
    Flood flood = new Flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=", "x");
    try (RawServer provider = RawServer.of(flood)) {
      IssuerRequest request =
          IssuerRequest.get(
              URI.create(provider.url("/")), "*/*", TlsOptions.DEFAULT, Duration.ofSeconds(10));
      IssuerTransportException thrown =
          catchThrowableOfType(
              IssuerTransportException.class, () -> wire.exchange(request, new Cancellation()));
      assertThat(thrown).hasMessageContaining("it was cut after 2 MiB");
      await().until(() -> provider.open() == 0);
      assertThat(flood.taken()).isLessThan(16L << 20);
    }
  }

  @Test
  void lengthThatMakesNoSense_isAFailureAndClosesTheConnection() {
    try (RawServer provider = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n{}")) {
      IssuerRequest request =
          IssuerRequest.get(
              URI.create(provider.url("/")), "*/*", TlsOptions.DEFAULT, Duration.ofSeconds(10));
      assertThat(
              catchThrowableOfType(
                  IssuerTransportException.class, () -> wire.exchange(request, new Cancellation())))
          .isNotNull();
      await().until(() -> provider.open() == 0);
    }
  }
}
