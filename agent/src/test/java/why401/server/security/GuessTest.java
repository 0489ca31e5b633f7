package why401.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.server.ServerFixture;

/// Guessing passwords of the web-config file.
final class GuessTest {
  @TempDir private Path folder = Path.of(".");
  private Path file;

  @BeforeEach
  void write() throws IOException {
    String sesame =
        at.favre.lib.crypto.bcrypt.BCrypt.withDefaults()
            .hashToString(4, "open sesame".toCharArray());
    file =
        Files.writeString(
            folder.resolve("web.yml"), "basic_auth_users:\n  alice: \"" + sesame + "\"\n");
  }

  @Test
  void whoGuesses_isSlowed_andNoOtherAddressIs() throws IOException {
    try (ServerFixture served = new ServerFixture(file, HttpClient.newHttpClient())) {
      assertThat(ask(served, "127.0.0.3", "open sesame")).contains(" 200 ");
      for (int i = 0; i < GuessLimiter.AT_ONCE; i++) {
        assertThat(ask(served, "127.0.0.2", "guess" + i)).contains(" 401 ");
      }

      assertThat(ask(served, "127.0.0.2", "another"))
          .startsWith("HTTP/1.1 429 ")
          .contains("Retry-After: 5\r\n")
          .doesNotContain("WWW-Authenticate");
      assertThat(ask(served, "127.0.0.1", "another")).contains(" 401 ");
      assertThat(ask(served, "127.0.0.1", "open sesame")).contains(" 200 ");
      // What was right before is let in, from wherever.
      assertThat(ask(served, "127.0.0.2", "open sesame")).contains(" 200 ");
      // A scraper that keeps sending the same wrong password is no guesser.
      assertThat(ask(served, "127.0.0.2", "guess0")).contains(" 401 ");
    }
  }

  @Test
  void oneGuessComesBack_everyFiveSeconds() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    GuessLimiter limiter = new GuessLimiter(nanos::get);
    for (int i = 0; i < GuessLimiter.AT_ONCE; i++) {
      assertThat(limiter.allows("192.0.2.1")).isTrue();
      limiter.wrong("192.0.2.1");
    }
    assertThat(limiter.allows("192.0.2.1")).isFalse();
    assertThat(limiter.allows("192.0.2.2")).isTrue();

    nanos.addAndGet(GuessLimiter.PACE.toNanos());
    assertThat(limiter.allows("192.0.2.1")).isTrue();
    limiter.wrong("192.0.2.1");
    assertThat(limiter.allows("192.0.2.1")).isFalse();
  }

  @Test
  void anIpv6NetworkCountsAsOne() {
    GuessLimiter limiter = new GuessLimiter(() -> 0);
    for (int i = 0; i < GuessLimiter.AT_ONCE; i++) {
      limiter.wrong("2001:db8:0:1:0:0:0:" + i);
    }
    assertThat(limiter.allows("2001:db8:0:1:ffff:0:0:1")).isFalse();
    assertThat(limiter.allows("2001:db8:0:2:0:0:0:1")).isTrue();
  }

  /// Loopback has as many addresses as one wants.
  private static String ask(ServerFixture served, String from, String password) throws IOException {
    String user =
        Base64.getEncoder().encodeToString(("alice:" + password).getBytes(StandardCharsets.UTF_8));
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            served.server.port(),
            InetAddress.getByName(from),
            0)) {
      socket
          .getOutputStream()
          .write(
              ("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization:"
                      + " Basic "
                      + user
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
