package why401.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import why401.http.client.Flood;
import why401.http.client.Http2Server;
import why401.http.client.RawServer;
import why401.http.client.TestCertificates;

/// What a target may do to whoever asks it, and which reasons an honest agent gives for that: one
/// server for each.
final class HostileTargets implements AutoCloseable {
  static final String ACCEPTED = "accepted";
  static final String BROKEN = "connection_failed";
  static final String LATE = "timeout";
  static final String ODD = "unexpected_response";
  static final String REFUSED = "unauthorized";

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String NO = "HTTP/1.1 401 No\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  private static final TestCertificates CERTIFICATES = new TestCertificates();

  final List<Shape> all = new ArrayList<>();
  private final List<Runnable> servers = new ArrayList<>();

  /// One of them.
  ///
  /// @param reasons those that are right, [#ACCEPTED] for none
  record Shape(String name, String url, Set<String> reasons) {}

  HostileTargets() throws IOException {
    floods();
    lengths();
    codings();
    slow();
    redirects();
    refusals();
    statuses();
    overHttp2();
  }

  private void floods() {
    flood("status-endless", "HTTP/1.1 200 ", "O", BROKEN);
    flood("header-endless", OK + "X: ", "y", BROKEN);
    flood("headers-endless", OK, "X: y\r\n", BROKEN);
    flood("line-endless", "", "x", BROKEN);
    flood("continue-endless", "", "HTTP/1.1 100 Continue\r\n\r\n", BROKEN);
    flood("hints-endless", "", "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n", BROKEN);
    flood("extension-endless", CHUNKED + "5;a=", "x", BROKEN);
    flood("size-endless", CHUNKED, "0", BROKEN, LATE);
    flood("trailer-endless", CHUNKED + "0\r\nX: ", "x", BROKEN);
    flood("trailers-endless", CHUNKED + "0\r\n", "X: y\r\n", BROKEN);
    flood("body-endless", OK + "\r\n", "x", ACCEPTED);
    flood("chunks-endless", CHUNKED, "1\r\nx\r\n", ACCEPTED, BROKEN);
    flood("refusal-endless", NO + "\r\n", "x", REFUSED);
    flood("refusal-extension-endless", NO + "Transfer-Encoding: chunked\r\n\r\n5;", "x", REFUSED);
  }

  private void lengths() {
    text("length-negative", OK + "Content-Length: -3\r\n\r\nbody", BROKEN);
    text("refusal-length-negative", NO + "Content-Length: -3\r\n\r\nbody", REFUSED);
    text("length-lowest", NO + "Content-Length: -9223372036854775808\r\n\r\nbody", REFUSED);
    text("length-short", OK + "Content-Length: 100\r\n\r\nbody", BROKEN);
    text("refusal-length-short", NO + "Content-Length: 100\r\n\r\nbody", REFUSED);
    text("length-overflow", OK + "Content-Length: 99999999999999999999\r\n\r\nx", ACCEPTED, BROKEN);
    text("length-word", OK + "Content-Length: many\r\n\r\nbody", ACCEPTED, BROKEN);
    text("length-twice", OK + "Content-Length: 1\r\nContent-Length: 4\r\n\r\nb", ACCEPTED, BROKEN);
    text(
        "length-and-chunks", OK + "Content-Length: 1\r\n" + CHUNKED.substring(OK.length()), BROKEN);
    text("chunk-overflow", CHUNKED + "fffffffffffffffff\r\nx", BROKEN);
    text("chunk-negative", CHUNKED + "-5\r\nx", BROKEN);
    text("chunk-unended", CHUNKED + "5\r\nabcdeX", BROKEN);
    text(
        "pipelined",
        OK + "Content-Length: 1\r\n\r\nx" + OK + "Content-Length: 0\r\n\r\n",
        ACCEPTED);
  }

  private void codings() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(RawServer.bytes(OK + "Content-Encoding: gzip\r\n\r\n"));
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 1_000; i++) {
        gzip.write(new byte[64 * 1024]);
      }
    }
    bytes("gzip-bomb", bomb.toByteArray(), ACCEPTED);
    text("gzip-broken", OK + "Content-Encoding: gzip\r\n\r\nno gzip", BROKEN);
    text("refusal-gzip-broken", NO + "Content-Encoding: gzip\r\n\r\nno gzip", REFUSED);
    text("charset-unknown", OK + "Content-Type: a/b; charset=none\r\n\r\nx", ACCEPTED);
    bytes("bytes", new byte[] {(byte) 0xff, (byte) 0xfe, '\r', '\n'}, BROKEN);
  }

  private void slow() {
    serve("silent", (_, _) -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(20)), LATE);
    drip("headers-slow", OK + "X: ", LATE);
    drip("body-slow", OK + "Content-Length: 1000\r\n\r\n", LATE);
    drip("refusal-body-slow", NO + "Content-Length: 1000\r\n\r\n", REFUSED, LATE);
    text("empty", "", BROKEN);
    text("banner", "SSH-2.0-OpenSSH_9.2\r\n", BROKEN);
    text("tls-record", "\u0016\u0003\u0001\u0000\u0005hello", BROKEN);
  }

  private void redirects() {
    kept("redirect-loop", moved("/"), ODD);
    kept("redirect-elsewhere", moved("http://127.0.0.2:1/"), ODD);
    kept("redirect-file", moved("file:///etc/passwd"), ODD);
    kept("redirect-script", moved("javascript:alert(1)"), ODD);
    kept("redirect-nowhere", moved("http://"), ODD);
    kept("redirect-without-place", "HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n", ODD);
    kept("redirect-user", moved("http://user:secret@127.0.0.2/"), ODD);
    kept("redirect-long", moved("/" + "x".repeat(4_000)), ODD, LATE);
  }

  private static String moved(String location) {
    return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
  }

  private void refusals() {
    refusal("challenges-many", "WWW-Authenticate: Bearer\r\n".repeat(1_000), "");
    refusal("challenge-long", challenge("Bearer realm=\"" + "r".repeat(200_000) + "\""), "");
    refusal("challenge-open", challenge("Bearer realm=\"open, Basic"), "");
    refusal("challenge-garbage", challenge(",,,=,\"=,=\\\""), "");
    refusal("challenge-commas", challenge(",".repeat(100_000)), "");
    refusal("challenge-control", challenge("Bearer realm=\"\u0001\u0007\u001b[31m\""), "");
    refusal("digest-odd", challenge("Digest algorithm=NONE, nonce=\"\", realm=\"\""), "");
    refusal("digest-stale", challenge("Digest realm=\"r\", nonce=\"n\", stale=true"), "");
    refusal("body-null", "Content-Type: application/json\r\n", "null");
    refusal("body-nested", "Content-Type: application/json\r\n", "[".repeat(60_000));
    refusal("body-html", "Content-Type: text/html\r\n", "<div>".repeat(12_000) + "expired token");
    refusal("body-words", "Content-Type: text/plain\r\n", "token expired locked ".repeat(3_000));
    refusal("body-bidi", "Content-Type: text/plain\r\n", "\u202etoken\u202d\u0000\u001b]0;x\u0007");
    refusal(
        "body-entities",
        "Content-Type: application/xml\r\n",
        "<!DOCTYPE a [<!ENTITY b \""
            + "b".repeat(1000)
            + "\">]><a>"
            + "&b;".repeat(9_000)
            + "</a>");
    refusal("cookies-many", "Set-Cookie: a=b\r\n".repeat(2_000), "");
    refusal("cookie-garbage", "Set-Cookie: =;;;=\r\nSet-Cookie: \u0000\r\n", "");
    refusal("date-garbage", "Date: yesterday\r\nRetry-After: 99999999999999999999\r\n", "");
  }

  private static String challenge(String value) {
    return "WWW-Authenticate: " + value + "\r\n";
  }

  private void statuses() {
    text("status-word", "HTTP/1.1 banana\r\n\r\n", BROKEN);
    text("status-long", "HTTP/1.1 99999 No\r\n\r\n", BROKEN);
    text("status-999", "HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n", ODD);
    text("status-600", "HTTP/1.1 600 No\r\nContent-Length: 0\r\n\r\n", ODD);
    text("status-000", "HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n", ODD, BROKEN);
    text("status-101", "HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n", ODD, BROKEN);
    text("status-204-body", "HTTP/1.1 204 No\r\nContent-Length: 4\r\n\r\nbody", ACCEPTED, BROKEN);
    text("status-304", "HTTP/1.1 304 Not Modified\r\n\r\n", ODD);
    text("status-407", "HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n", REFUSED);
    text("status-421", "HTTP/1.1 421 M\r\nContent-Length: 0\r\n\r\n", ODD);
    text("status-503", "HTTP/1.1 503 U\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", ODD);
    text("status-429", "HTTP/1.1 429 T\r\nRetry-After: -1\r\nContent-Length: 0\r\n\r\n", ODD);
    text("version-09", "<html>hello</html>", BROKEN);
    text("version-2", "HTTP/2 200 OK\r\n\r\n", BROKEN);
    text("header-nameless", OK + ": x\r\nno colon\r\nContent-Length: 0\r\n\r\n", ACCEPTED, BROKEN);
    text("header-folded", OK + "X: a\r\n  b\r\nContent-Length: 0\r\n\r\n", ACCEPTED, BROKEN);
  }

  private void overHttp2() {
    byte[] ok = Http2Server.headers(":status", "200");
    frames(
        "h2-continuation",
        (stream, out) -> {
          out.frame(Http2Server.HEADERS, 0, stream, ok);
          while (true) {
            out.frame(Http2Server.CONTINUATION, 0, stream, Http2Server.headers("", ""));
          }
        });
    endless("h2-ping", Http2Server.PING, new byte[8]);
    endless("h2-settings", Http2Server.SETTINGS, new byte[0]);
    frames("h2-reset", (stream, out) -> out.frame(Http2Server.RST_STREAM, 0, stream, new byte[4]));
    frames("h2-away", (_, out) -> out.frame(Http2Server.GOAWAY, 0, 0, new byte[8]));
    frames(
        "h2-hpack",
        (stream, out) ->
            out.frame(Http2Server.HEADERS, 5, stream, new byte[] {(byte) 0xff, -1, -1, -1, 127}));
    frames("h2-body-first", (stream, out) -> out.frame(Http2Server.DATA, 0, stream, new byte[9]));
    frames("h2-silent", (_, _) -> {});
    frames(
        "h2-body-endless",
        (stream, out) -> {
          out.frame(Http2Server.HEADERS, Http2Server.END_HEADERS, stream, ok);
          while (true) {
            out.frame(Http2Server.DATA, 0, stream, new byte[16_000]);
          }
        });
  }

  private void endless(String name, int type, byte[] payload) {
    frames(
        name,
        (_, out) -> {
          while (true) {
            out.frame(type, 0, 0, payload);
          }
        });
  }

  private void frames(String name, Http2Server.Behaviour behaviour) {
    Http2Server server = new Http2Server(CERTIFICATES.of("127.0.0.1"), behaviour);
    servers.add(server::close);
    all.add(new Shape(name, server.url("/"), Set.of(BROKEN, LATE, ACCEPTED)));
  }

  private void refusal(String name, String headers, String body) {
    bytes(name, RawServer.answer("401 No\r\n" + headers.stripTrailing(), body), REFUSED);
  }

  private void flood(String name, String beginning, String piece, String... reasons) {
    serve(name, new Flood(beginning, piece), reasons);
  }

  private void drip(String name, String beginning, String... reasons) {
    serve(
        name,
        (_, out) -> {
          out.write(RawServer.bytes(beginning));
          for (int i = 0; i < 100; i++) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          }
        },
        reasons);
  }

  private void text(String name, String text, String... reasons) {
    bytes(name, RawServer.bytes(text), reasons);
  }

  /// Says it and waits for the next request.
  private void kept(String name, String text, String... reasons) {
    serve(name, (_, out) -> out.write(RawServer.bytes(text)), reasons);
  }

  /// Says it and hangs up.
  private void bytes(String name, byte[] bytes, String... reasons) {
    serve(
        name,
        (_, out) -> {
          out.write(bytes);
          out.flush();
          throw new IOException("hang up");
        },
        reasons);
  }

  private void serve(String name, RawServer.Behaviour behaviour, String... reasons) {
    RawServer server = RawServer.of(behaviour);
    servers.add(server::close);
    all.add(new Shape(name, server.url("/"), Set.of(reasons)));
  }

  @Override
  public void close() {
    servers.forEach(Runnable::run);
  }
}
