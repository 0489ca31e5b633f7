package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.server.security.ServerSettings;

final class HttpTest {
  private final ServerFixture served = new ServerFixture();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void metrics_negotiateTheirFormat() {
    assertThat(served.get("/metrics").headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(
            served
                .send(
                    served
                        .request("/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1"))
                .headers()
                .firstValue("Content-Type"))
        .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  @Test
  void metrics_areCompressed_whenAsked() {
    HttpResponse<String> answer =
        served.send(served.request("/metrics").header("Accept-Encoding", "gzip"));

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.body().length()).isLessThan(200);
  }

  @Test
  void health_andReadiness_return503_whenTheAgentIsNot() {
    assertThat(served.get("/-/healthy").body()).isEqualTo("why401 is healthy.\n");
    assertThat(served.get("/-/ready").statusCode()).isEqualTo(200);
    served.views.ready = false;
    served.views.healthy = false;

    assertThat(served.get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(served.get("/-/healthy").body()).isEqualTo("why401 is not healthy.\n");
  }

  @Test
  void reload_answersWithTheErrors_ifTheConfigurationIsBad() {
    assertThat(reload("none").statusCode()).isEqualTo(200);
    served.views.reloadErrors.add("why401.conf:7: probes.a.intervall: unknown key");

    HttpResponse<String> answer = reload("none");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(ServerFixture.tree(answer.body()).at("/errors/0").textValue())
        .isEqualTo("why401.conf:7: probes.a.intervall: unknown key");
    assertThat(served.views.reloads).hasValue(2);
  }

  @Test
  void reload_isRefused_toThePageOfAnotherSite() {
    assertThat(reload("cross-site").statusCode()).isEqualTo(403);
    assertThat(served.views.reloads).hasValue(0);
  }

  @Test
  void reload_isRefused_toAPageWithoutFetchMetadata() throws IOException {
    String answer =
        raw(
            "POST /-/reload HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 403");
    assertThat(served.views.reloads).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG"})
  void oddMethod_isRefused_andEchoesNothing(String method) throws IOException {
    String answer =
        raw(
            method
                + " /api/v1/probes HTTP/1.1\r\nHost: localhost\r\nX-Secret: echo-me\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 (400|403|404|405|501) .*").doesNotContain("echo-me");
  }

  @Test
  void options_allowNoOtherOrigin() throws IOException {
    String answer =
        raw(
            "OPTIONS /-/reload HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
    assertThat(answer).doesNotContain("Access-Control-Allow");
  }

  @Test
  void idleConnections_keepNobodyWaiting() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), served.server.port()));
      }
      long start = System.nanoTime();
      assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (Socket one : idle) {
        one.close();
      }
    }
  }

  /// The answer to what no client sends by itself.
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void reload_isOff_unlessEnabled() {
    try (ServerFixture plain =
        new ServerFixture(
            new ServerSettings("127.0.0.1", 0, null, false), HttpClient.newHttpClient())) {
      HttpRequest.Builder request =
          plain.request("/-/reload").POST(HttpRequest.BodyPublishers.noBody());

      assertThat(plain.send(request).statusCode()).isEqualTo(403);
      assertThat(plain.views.reloads).hasValue(0);
    }
  }

  @Test
  void unknownPath_isAProblem() {
    HttpResponse<String> answer = served.get("/nowhere");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"There is nothing at this"
                + " path.\"}");
  }

  @Test
  void otherMethod_isNotAllowed() {
    HttpResponse<String> answer =
        served.send(
            served.request("/api/v1/probes").POST(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
    assertThat(answer.body()).contains("This path does not take POST.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/api/v1/probes", "/runbooks/unknown"})
  void head_isServedLikeGet_withoutBody(String path) {
    HttpResponse<String> answer =
        served.send(served.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .isEqualTo(served.get(path).headers().firstValue("Content-Type"));
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void largeBody_isRefused() {
    HttpResponse<String> answer =
        served.send(
            served
                .request("/-/reload")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(70_000))));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(served.views.reloads).hasValue(0);
  }

  @Test
  void largeHeaders_areRefused_withoutNamingTheProduct() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(40_000) + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 431").doesNotContainIgnoringCase("jetty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/probes", "/runbooks/unknown", "/nowhere", "/metrics"})
  void everyResponse_hasStrictBrowserHeaders(String path) {
    HttpResponse<String> answer = served.get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void asset_isNotSentAgain_whileItIsTheSame() {
    HttpResponse<String> first = served.get("/assets/main.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        served.send(served.request("/assets/main.js").header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/assets/../openapi.yaml", "/assets/%2e%2e/openapi.yaml", "/assets/runbook.html"})
  void nothingOutsideTheList_isServed(String path) {
    assertThat(served.get(path).statusCode()).isBetween(400, 404);
  }

  private HttpResponse<String> reload(String site) {
    return served.send(
        served
            .request("/-/reload")
            .header("Sec-Fetch-Site", site)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }
}
