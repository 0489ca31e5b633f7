package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as no client writes them: a proxy in front may take their end, or their host, for
/// another one than we do.
final class RawRequestTest {
  private static final String NEXT = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final ServerFixture served = new ServerFixture();

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
        "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0, 0\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Host: other.example\r\n\r\n",
        "X-A: one\r\n two\r\n\r\n",
        "X-A: a\u0000b\r\n\r\n",
        "X-A: a\rb\r\n\r\n",
        "X-A: a\nX-B: b\r\n\r\n",
        "X-A: a\n\n",
        "X A: a\r\n\r\n"
      })
  void doubtfulHead_isABadRequest_andEndsTheConnection(String rest) throws IOException {
    String answers = raw("POST /-/reload HTTP/1.1\r\nHost: localhost\r\n" + rest + NEXT);

    assertThat(answers).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
    assertThat(answers).contains("Content-Security-Policy: default-src 'none'");
    assertThat(answers).contains("X-Content-Type-Options: nosniff");
    assertThat(served.views.reloads).hasValue(0);
  }

  /// No path takes a body, so that none of unknown length is read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\nA\n0\n\n",
        "1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nAB\r\n0\r\n\r\n",
        "1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n",
        "1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void chunkedBody_isRefused_andEndsTheConnection(String rest) throws IOException {
    String answers = raw("POST /-/reload HTTP/" + rest + NEXT);

    assertThat(answers).startsWith("HTTP/1.1 411 ").containsOnlyOnce("HTTP/1.1 ");
    assertThat(served.views.reloads).hasValue(0);
  }

  @Test
  void missingHost_isABadRequest() throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void traceAndOptions_areNotTaken_andSayWhatIs() throws IOException {
    for (String method : new String[] {"TRACE", "OPTIONS"}) {
      assertThat(once(method, "/-/reload")).startsWith("HTTP/1.1 405 ").contains("Allow: POST\r\n");
      assertThat(once(method, "/metrics")).contains("Allow: GET, HEAD\r\n");
    }
    assertThat(once("GET", "/-/reload")).startsWith("HTTP/1.1 405 ");
    assertThat(served.views.reloads).hasValue(0);
  }

  @Test
  void headOfTheStream_endsAtOnce() throws IOException {
    assertThat(once("HEAD", "/api/v1/events"))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Type: text/event-stream");
  }

  private String once(String method, String path) throws IOException {
    return raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  /// Everything that is said until the server hangs up.
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
