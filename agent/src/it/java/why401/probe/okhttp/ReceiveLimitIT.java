package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.TlsOptions;
import why401.http.client.Flood;
import why401.http.client.Http2Server;
import why401.http.client.RawServer;
import why401.http.client.TestCertificates;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;

/// However a server hides what it sends without end, a run takes little of it, and its connection
/// is closed.
@Timeout(30)
class ReceiveLimitIT {
  /// What one run may take, with what the buffers of the system hold.
  private static final long MOST = 16L << 20;

  private static final long MOST_OVER_HTTP2 = 40L << 20;
  private static final TlsOptions INSECURE = new TlsOptions(null, null, null, null, true);

  private final ProberFixture probing = new ProberFixture();
  private final TestCertificates certificates = new TestCertificates();

  @AfterEach
  void close() {
    probing.close();
  }

  private Outcome send(String url) {
    return probing.send(
        ProbeBuilder.of(url).tls(INSECURE).timeout(Duration.ofSeconds(5)), ProberFixture.BEARER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extension  | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5;a=   | x",
        "size       | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~       | 0",
        "trailer    | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~X:   | x",
        "trailers   | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~     | X: y~",
        "status     | HTTP/1.1 200                                       | O",
        "header     | HTTP/1.1 200 OK~X:                                 | y",
        "headers    | HTTP/1.1 200 OK~                                   | X: y~",
        "no line    | ''                                                 | x",
        "interim    | ''                                                 | HTTP/1.1 100 Continue~~",
        "hints      | ''                                                 | HTTP/1.1 103 Hints~Link:"
            + " x~~",
      })
  void streamWithoutEnd_isCut(String name, String beginning, String piece) {
    Flood flood = new Flood(beginning.replace("~", "\r\n"), piece.replace("~", "\r\n"));
    try (RawServer server = RawServer.of(flood)) {
      Outcome outcome = send(server.url("/"));
      assertThat(outcome).as(name).isInstanceOf(Outcome.Unreachable.class);
      await().until(() -> server.open() == 0);
      assertThat(flood.taken()).as(name).isLessThan(MOST);
    }
  }

  @Test
  void theSame_overTls() {
    Flood flood = new Flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=", "x");
    try (RawServer server =
        RawServer.tls(TestCertificates.serving(certificates.of("127.0.0.1")), flood)) {
      assertThat(send(server.url("/")).toString()).contains("it was cut after 4 MiB");
      await().until(() -> server.open() == 0);
      assertThat(flood.taken()).isLessThan(MOST);
    }
  }

  @Test
  void refusalWithABodyWithoutEnd_staysARefusal() {
    Flood flood = new Flood("HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n5;a=", "x");
    try (RawServer server = RawServer.of(flood)) {
      assertThat(send(server.url("/"))).isInstanceOf(Outcome.Refused.class);
      await().until(() -> server.open() == 0);
      assertThat(flood.taken()).isLessThan(MOST);
    }
  }

  @Test
  void keptConnection_hasTheWholeAllowanceForEachExchange() {
    String body = "b".repeat(900 * 1024);
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", body)))) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(server.url("/"))).isInstanceOf(Outcome.Accepted.class);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Http2Server.CONTINUATION, Http2Server.PING, Http2Server.SETTINGS})
  void framesWithoutEnd_areCut(int type) {
    AtomicLong taken = new AtomicLong();
    byte[] payload =
        switch (type) {
          case Http2Server.PING -> new byte[8];
          case Http2Server.SETTINGS -> new byte[0];
          default -> Http2Server.headers("", "");
        };
    try (Http2Server server =
        new Http2Server(
            certificates.of("127.0.0.1"),
            (stream, out) -> {
              if (type == Http2Server.CONTINUATION) {
                out.frame(Http2Server.HEADERS, 0, stream, Http2Server.headers(":status", "200"));
              }
              int on = type == Http2Server.CONTINUATION ? stream : 0;
              while (true) {
                out.frame(type, 0, on, payload);
                taken.addAndGet(9 + payload.length);
              }
            })) {
      assertThat(send(server.url("/"))).isInstanceOf(Outcome.Unreachable.class);
      await().until(() -> server.open() == 0);
      assertThat(taken.get()).isLessThan(MOST_OVER_HTTP2);
    }
  }

  @Test
  void bodyOverHttp2_isReadToTheBound() {
    try (Http2Server server =
        new Http2Server(
            certificates.of("127.0.0.1"),
            (stream, out) -> {
              byte[] head = Http2Server.headers(":status", "200");
              out.frame(Http2Server.HEADERS, Http2Server.END_HEADERS, stream, head);
              for (int i = 0; i < 1000; i++) {
                out.frame(Http2Server.DATA, 0, stream, new byte[16_000]);
              }
            })) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(server.url("/"))).isInstanceOf(Outcome.Accepted.class);
      }
    }
  }

  @Test
  void silentConnectionOverHttp2_isNotUsedAgain() {
    AtomicLong asked = new AtomicLong();
    try (Http2Server server =
        new Http2Server(
            certificates.of("127.0.0.1"),
            (stream, out) -> {
              if (asked.incrementAndGet() > 1) {
                byte[] head = Http2Server.headers(":status", "204");
                out.frame(Http2Server.HEADERS, 5, stream, head);
              }
            })) {
      assertThat(send(server.url("/"))).isInstanceOf(Outcome.Unreachable.class);
      await().until(() -> server.open() == 0);
      assertThat(send(server.url("/"))).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"-3,401", "-3,200", "-1,403", "-9223372036854775808,401", "99999999999999999999,401"})
  void absurdLength_closesTheConnection(String length, int status) {
    try (RawServer server =
        RawServer.saying(
            "HTTP/1.1 %d Status\r\nContent-Length: %s\r\n\r\nbody".formatted(status, length))) {
      Outcome outcome = send(server.url("/"));
      assertThat(outcome instanceof Outcome.Refused).isEqualTo(status > 400);
      await().until(() -> server.open() == 0);
    }
  }
}
