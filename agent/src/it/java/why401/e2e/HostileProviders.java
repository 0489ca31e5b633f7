package why401.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import why401.http.client.Flood;
import why401.http.client.RawServer;

/// What an identity provider may answer: one server for each, asked for tokens, metadata and about
/// tokens.
final class HostileProviders implements AutoCloseable {
  private static final String JSON = "200 OK\r\nContent-Type: application/json";

  private static final String TOKEN =
      "{\"access_token\":\"eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJhdWQiOiJhIn0.c2ln\","
          + "\"token_type\":\"Bearer\",\"expires_in\":600}";

  /// Name and `client-credentials` or `bearer` credential in HOCON.
  final List<Shape> all = new ArrayList<>();

  private final List<Runnable> servers = new ArrayList<>();

  /// One of them.
  ///
  /// @param credential its configuration
  record Shape(String name, String credential) {}

  HostileProviders() throws IOException {
    token("null", "null");
    token("array", "[]");
    token("number", "1");
    token("word", "\"token\"");
    token("nested", "{\"a\":".repeat(50_000));
    token("unended", "{\"access_token\":\"a");
    token("empty", "");
    token("html", "<html><form action=login>");
    token("without", "{\"token_type\":\"Bearer\"}");
    token("typed", "{\"access_token\":17,\"token_type\":[]}");
    token("blank", "{\"access_token\":\"\",\"token_type\":\"Bearer\"}");
    token("newline", "{\"access_token\":\"a\\nb\",\"token_type\":\"Bearer\"}");
    token("huge", "{\"access_token\":\"" + "a".repeat(900_000) + "\",\"token_type\":\"Bearer\"}");
    token("cut", "{\"access_token\":\"" + "a".repeat(3_000_000) + "\"}");
    token("past", "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":-5}");
    token("never", "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":1e999}");
    token("dpop", "{\"access_token\":\"a\",\"token_type\":\"DPoP\",\"expires_in\":60}");
    answer(
        "error-ansi", "400 Bad", "{\"error\":\"x\\u001b[31m\",\"error_description\":\"\\u202e\"}");
    answer("error-null", "400 Bad", "null");
    answer("error-plain", "401 No", "who are you?");
    answer("down", "503 Down\r\nRetry-After: 99999999999", "");
    answer("status", "999 Odd", "{}");
    answer("redirect", "302 Found\r\nLocation: http://127.0.0.2:1/", "");
    answer("length", "200 OK\r\nContent-Length: -3", "{}");
    serve("flood", new Flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "x"));
    serve("header-flood", new Flood("HTTP/1.1 200 OK\r\nX: ", "x"));
    serve("body-flood", new Flood("HTTP/1.1 200 OK\r\n\r\n{\"a\":\"", "x"));
    serve("silent", (_, _) -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30)));
    serve("hang-up", (_, _) -> hangUp());
    bomb();
    discovery("metadata-null", "null");
    discovery("metadata-other", "{\"issuer\":\"https://other.example\"}");
    discovery("metadata-urls", "{\"issuer\":\"URL\",\"token_endpoint\":\"file:///etc/passwd\"}");
    introspection("about-null", "null");
    introspection("about-array", "[]");
    introspection("about-number", "0");
    introspection("about-typed", "{\"active\":\"perhaps\",\"aud\":{\"a\":[]}}");
    introspection("about-nested", "{\"active\":" + "[".repeat(50_000));
    keys("keys-null", "null");
    keys("keys-typed", "{\"keys\":{\"kid\":1}}");
    keys("keys-odd", "{\"keys\":[null,{},{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}]}");
  }

  private void bomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 1_000; i++) {
        gzip.write(new byte[64 * 1024]);
      }
    }
    serve(
        "bomb",
        (_, out) -> {
          out.write(bomb.toByteArray());
          out.flush();
          hangUp();
        });
  }

  private static void hangUp() throws IOException {
    throw new IOException("hang up");
  }

  private void token(String name, String body) {
    answer(name, JSON, body);
  }

  private void answer(String name, String status, String body) {
    serve(name, (_, out) -> out.write(RawServer.answer(status, body)));
  }

  private void serve(String name, RawServer.Behaviour behaviour) {
    RawServer server = RawServer.of(behaviour);
    servers.add(server::close);
    all.add(
        new Shape(
            name,
            "type = client-credentials, client-id = c, client-secret = the-secret, token-url = \"%s\""
                .formatted(server.url("/token"))));
  }

  private void discovery(String name, String body) {
    RawServer[] self = new RawServer[1];
    RawServer server =
        RawServer.of(
            (_, out) ->
                out.write(RawServer.answer(JSON, body.replace("URL", self[0].url("/issuer")))));
    self[0] = server;
    servers.add(server::close);
    all.add(
        new Shape(
            name,
            "type = client-credentials, client-id = c, client-secret = the-secret, issuer = \"%s\""
                .formatted(server.url("/issuer"))));
  }

  /// A token that is good, and refused: the diagnosis asks about it.
  private void introspection(String name, String body) {
    about(name, body, "introspection-url");
  }

  private void keys(String name, String body) {
    about(name, body, "jwks-url");
  }

  private void about(String name, String body, String key) {
    RawServer server =
        RawServer.of(
            (request, out) ->
                out.write(RawServer.answer(JSON, request.path().equals("/about") ? body : TOKEN)));
    servers.add(server::close);
    all.add(
        new Shape(
            name,
            "type = client-credentials, client-id = c, client-secret = the-secret, token-url = \"%s\", %s = \"%s\""
                .formatted(server.url("/token"), key, server.url("/about"))));
  }

  @Override
  public void close() {
    servers.forEach(Runnable::run);
  }
}
