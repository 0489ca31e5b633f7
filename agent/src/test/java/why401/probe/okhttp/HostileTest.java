package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.client.RawServer;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;

/// Whatever a server does, a run ends in time, in bounded memory, with an outcome that says so.
@Timeout(30)
class HostileTest {
  private static final byte[] BLOCK =
      "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.UTF_8);

  private final ProberFixture probing = new ProberFixture();

  @AfterEach
  void close() {
    probing.close();
  }

  private Outcome send(RawServer server) {
    return probing.send(
        ProbeBuilder.of(server.url("/")).timeout(Duration.ofSeconds(2)), ProberFixture.BEARER);
  }

  private Outcome against(String answer) {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(RawServer.bytes(answer));
              out.flush();
              throw new IOException("hang up");
            })) {
      return send(server);
    }
  }

  private static void assertUnreachable(Outcome outcome, Outcome.Failure failure) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            unreachable -> assertThat(unreachable.failure()).isEqualTo(failure));
    assertThat(outcome.toString()).doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void bodyOfAGigabyte_isReadToTheBound() {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"));
              for (int i = 0; i < 16_384; i++) {
                out.write(BLOCK);
              }
            })) {
      Exchange exchange = ProberFixture.exchange(send(server));
      assertThat(exchange.bodyLength()).isEqualTo(1024 * 1024);
      assertThat(exchange.bodyTruncated()).isTrue();
      assertThat(exchange.body()).hasSize(64 * 1024);
    }
  }

  @Test
  void gzipBomb_isUnfoldedToTheBound() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 1_000; i++) {
        gzip.write(new byte[64 * 1024]);
      }
    }
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(
                  RawServer.bytes(
                      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                          .formatted(bomb.size())));
              out.write(bomb.toByteArray());
            })) {
      Exchange exchange = ProberFixture.exchange(send(server));
      assertThat(exchange.bodyLength()).isEqualTo(1024 * 1024);
      assertThat(exchange.bodyTruncated()).isTrue();
    }
  }

  @Test
  void headerOfTenThousandCharacters_isKept() {
    String realm = "r".repeat(10_000);
    Outcome outcome =
        against(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"%s\"\r\n\r\n"
                .formatted(realm));
    assertThat(ProberFixture.exchange(outcome).header("WWW-Authenticate"))
        .get()
        .asString()
        .contains(realm);
  }

  @Test
  void endlessHeaders_areNotAResponse() {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(RawServer.bytes("HTTP/1.1 401 Unauthorized\r\n"));
              while (true) {
                out.write(RawServer.bytes("X-More: and more of it\r\n"));
              }
            })) {
      assertUnreachable(send(server), Outcome.Failure.CONNECTION_FAILED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WWW-Authenticate: Bearer realm=\"unclosed",
        "WWW-Authenticate: ,,,=,\"",
        "WWW-Authenticate:",
        "WWW-Authenticate: Bearer realm=\"\u0001\u0002 \u00e9\u20ac\"",
        "No-Colon-Here",
        "WWW-Authenticate: Bearer\u0000null",
        "Location: \u0007",
        "Set-Cookie: =;;;=",
        "Retry-After: 99999999999999999999",
        "Content-Type: text/html; charset=no-such-charset",
        "Date: not a date"
      })
  void brokenHeader_leavesARefusal(String header) {
    Outcome outcome =
        against("HTTP/1.1 401 Unauthorized\r\n" + header + "\r\nX-After: seen\r\n\r\n");
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(ProberFixture.exchange(outcome).header("X-After")).contains("seen");
  }

  @Test
  void bytesThatAreNoUtf8_areReplaced() {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(RawServer.bytes("HTTP/1.1 401 No\r\nX-Bad: "));
              out.write(new byte[] {(byte) 0xff, (byte) 0xfe});
              out.write(RawServer.bytes("\r\nContent-Length: 3\r\n\r\n"));
              out.write(new byte[] {'a', (byte) 0xc3, 'b'});
            })) {
      Exchange exchange = ProberFixture.exchange(send(server));
      assertThat(exchange.body()).isEqualTo("a\ufffdb");
      assertThat(exchange.status()).isEqualTo(401);
    }
  }

  @Test
  void bodyInADeclaredCharset_isReadInIt() {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(
                  RawServer.bytes(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                          + "Content-Length: 1\r\n\r\n"));
              out.write(0xe9);
            })) {
      assertThat(ProberFixture.exchange(send(server)).body()).isEqualTo("\u00e9");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\u0016\u0003\u0001\u0000\u0005hello",
        "HTTP/1.1 banana\r\n\r\n",
        "HTTP/1.1 99999 No\r\n\r\n",
        ""
      })
  void garbage_isNotAResponse(String garbage) {
    assertUnreachable(against(garbage), Outcome.Failure.CONNECTION_FAILED);
  }

  @ParameterizedTest
  @CsvSource({"200,false", "401,true"})
  void bodyThatBreaksOff_spoilsASuccessAndNoRefusal(int status, boolean answered) {
    Outcome outcome =
        against("HTTP/1.1 " + status + " Status\r\nContent-Length: 100\r\n\r\nonly this");
    assertThat(outcome instanceof Outcome.Refused).isEqualTo(answered);
    assertThat(outcome instanceof Outcome.Unreachable).isEqualTo(!answered);
  }

  @Test
  void bodyThatIsNoGzip_leavesARefusal() {
    Outcome outcome =
        against("HTTP/1.1 401 No\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nonly this");
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void nothingOfAll_stopsTheNextProbe() {
    List.of("", "SSH-2.0\r\n", "HTTP/1.1 401 No\r\nWWW-Authenticate: \"\r\n\r\n")
        .forEach(this::against);
    try (RawServer server = RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "ok")))) {
      assertThat(send(server)).isInstanceOf(Outcome.Accepted.class);
    }
  }
}
