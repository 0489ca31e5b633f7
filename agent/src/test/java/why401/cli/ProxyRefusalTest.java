package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.diagnosis.Jwts;
import why401.http.client.RawServer;

/// A proxy that refuses speaks of its own credential, however good or bad the target's is.
class ProxyRefusalTest {
  private static final String ASK =
      "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"";

  @TempDir private Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final RawServer proxy =
      RawServer.of((_, wire) -> wire.write(RawServer.answer(ASK, "Access denied.")));

  @AfterEach
  void close() {
    proxy.close();
  }

  private JsonNode told(String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("diagnose", "--json"));
    line.addAll(Arrays.asList(options));
    PrintWriter writer = new PrintWriter(out, true);
    assertThat(Why401Command.line().setOut(writer).execute(line.toArray(String[]::new)))
        .isEqualTo(3);
    return new ObjectMapper().readTree(out.toString());
  }

  private static String header(String credential) {
    Instant now = Instant.now();
    return switch (credential) {
      case "expired" ->
          "Authorization: Bearer "
              + Jwts.jwt(now.minusSeconds(7200), now.minusSeconds(3600), _ -> {});
      case "good" ->
          "Authorization: Bearer " + Jwts.jwt(now.minusSeconds(60), now.plusSeconds(3600), _ -> {});
      case "unset" -> "Authorization: Bearer ${TOKEN}";
      case "password" -> "Authorization: Basic cHJvYmU6cmlnaHQ=";
      default -> "Accept: */*";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "expired", "unset", "password", "none"})
  void wrongPasswordOfTheProxy_isItsOwnCause(String credential) throws IOException {
    JsonNode told =
        told(
            "-x",
            "127.0.0.1:" + proxy.port(),
            "-U",
            "squid:wrong-one",
            "-H",
            header(credential),
            "http://api.example/v1");
    assertThat(told.path("mechanism").asText()).isEqualTo("proxy-credential-wrong");
    assertThat(told.path("cause").asText()).isEqualTo("credentials_invalid");
    assertThat(told.path("remedy").asText()).contains("password of the proxy");
    assertThat(told.path("alternatives").toString()).doesNotContain("expired", "malformed");
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void proxyWithoutACredential_missesOne() throws IOException {
    JsonNode told =
        told("-x", "127.0.0.1:" + proxy.port(), "-H", header("good"), "http://api.example/v1");
    assertThat(told.path("mechanism").asText()).isEqualTo("proxy-credential-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "Proxy-Authorization,proxy-credential-wrong",
    "Authorization,proxy-credential-missing"
  })
  void captureOfIt_isReadAlike(String name, String mechanism) throws IOException {
    Path har = folder.resolve("a.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"startedDateTime":"2026-11-24T10:00:00Z","request":{"method":"GET",
        "url":"http://api.example/v1","headers":[{"name":"%s","value":"Basic cHJvYmU6cmlnaHQ="}]},
        "response":{"status":407,
        "headers":[{"name":"Proxy-Authenticate","value":"Basic realm=x"}]}}]}}
        """
            .formatted(name));
    assertThat(told("--har", har.toString()).get(0).path("mechanism").asText())
        .isEqualTo(mechanism);
  }
}
