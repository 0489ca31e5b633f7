package why401.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.io.PemTest;
import why401.server.ServerFixture;

@Execution(ExecutionMode.CONCURRENT)
final class ReloadableWebConfigTest {
  /// Of "open sesame", as `htpasswd -nbBC 4` prints it.
  private static final String SESAME = "\"" + hash("open sesame") + "\"";

  @TempDir private Path folder;
  private Path file;
  private Pki pki;

  @BeforeEach
  void name() {
    file = folder.resolve("web.yml");
    pki = new Pki(folder);
  }

  @Test
  void withoutAFile_nothingIsRequested() {
    try (ServerFixture served = new ServerFixture()) {
      assertThat(served.get("/api/v1/probes").statusCode()).isEqualTo(200);
      assertThat(served.server.secure()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/metrics", "/-/healthy", "/api/v1/events", "/nowhere", "/runbooks/"})
  void withUsers_everyPath_wantsOne(String path) {
    write("basic_auth_users:\n  alice: " + SESAME + "\n");
    try (ServerFixture served = new ServerFixture(file, HttpClient.newHttpClient())) {
      HttpResponse<String> answer = served.get(path);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"why401\", charset=\"UTF-8\"");
    }
  }

  @Test
  void user_isLetIn_withTheRightPasswordOnly() {
    write("basic_auth_users:\n  alice: " + SESAME + "\n");
    try (ServerFixture served = new ServerFixture(file, HttpClient.newHttpClient())) {
      assertThat(status(served, basic("alice", "open sesame"))).isEqualTo(200);
      assertThat(status(served, basic("alice", "open sesame"))).isEqualTo(200);
      assertThat(status(served, basic("alice", "wrong"))).isEqualTo(401);
      assertThat(status(served, basic("bob", "open sesame"))).isEqualTo(401);
      assertThat(status(served, basic("", ""))).isEqualTo(401);
      assertThat(status(served, "Basic !!!")).isEqualTo(401);
      assertThat(status(served, "Bearer x")).isEqualTo(401);
    }
  }

  @Test
  void changedFile_isFollowed_andABrokenOneIsNot() {
    write("basic_auth_users:\n  alice: " + SESAME + "\n");
    try (ServerFixture served = new ServerFixture(file, HttpClient.newHttpClient())) {
      write("basic_auth_users:\n  bob: " + SESAME + "\n");
      assertThat(status(served, basic("alice", "open sesame"))).isEqualTo(401);
      assertThat(status(served, basic("bob", "open sesame"))).isEqualTo(200);

      write("basic_auth_userz: {}\n");
      assertThat(status(served, null)).isEqualTo(401);
      assertThat(status(served, basic("bob", "open sesame"))).isEqualTo(200);

      write("basic_auth_users: {}\n");
      assertThat(status(served, null)).isEqualTo(200);
    }
  }

  @Test
  void headers_areAdded() {
    write("http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=1\n");
    try (ServerFixture served = new ServerFixture(file, HttpClient.newHttpClient())) {
      assertThat(served.get("/").headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=1");
    }
  }

  @Test
  void tls_isServed_andARenewedCertificateIsUsed_withoutARestart() throws IOException {
    pki.selfSigned("first", "rsa:2048").selfSigned("second", "rsa:2048");
    copy("first");
    write("tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n");
    try (ServerFixture served = new ServerFixture(file, client("first", null))) {
      assertThat(served.server.secure()).isTrue();
      assertThat(served.get("/-/healthy").statusCode()).isEqualTo(200);

      copy("second");

      await()
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (HttpClient renewed = client("second", null)) {
                  assertThat(
                          renewed
                              .send(
                                  served.request("/-/healthy").build(),
                                  HttpResponse.BodyHandlers.ofString())
                              .statusCode())
                      .isEqualTo(200);
                }
              });
    }
  }

  @Test
  void clientCertificate_isDemanded_andVerified() {
    pki.selfSigned("server", "rsa:2048")
        .selfSigned("scraper", "rsa:2048")
        .selfSigned("stranger", "rsa:2048");
    write(mutual("client_allowed_sans: [scraper]"));
    try (ServerFixture served = new ServerFixture(file, client("server", "scraper"))) {
      assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
    }
    refused("stranger");
    refused(null);
  }

  private void refused(@Nullable String client) {
    try (ServerFixture served = new ServerFixture(file, client("server", client))) {
      assertThatThrownBy(() -> served.get("/metrics")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void clientCertificate_ofAnUnknownClient_isForbidden() {
    pki.selfSigned("server", "rsa:2048").selfSigned("scraper", "rsa:2048");
    write(mutual("client_allowed_sans: [somebody-else]"));
    try (ServerFixture served = new ServerFixture(file, client("server", "scraper"))) {
      assertThat(served.get("/metrics").statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", "ed25519"})
  void key_isRead_inPkcs8(String algorithm) {
    pki.selfSigned("server", algorithm);
    assertThat(PemTest.read(folder.resolve("server.key"))).isNotNull();
  }

  @Test
  void minVersion_shutsOlderOnesOut() throws Exception {
    pki.selfSigned("server", "rsa:2048");
    write(
        """
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          min_version: TLS13
        """);
    SSLContext context = pki.context("server", null);
    javax.net.ssl.SSLParameters old = context.getDefaultSSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    try (ServerFixture served =
        new ServerFixture(
            file, HttpClient.newBuilder().sslContext(context).sslParameters(old).build())) {
      assertThatThrownBy(() -> served.get("/")).isInstanceOf(UncheckedIOException.class);
    }
  }

  private String mutual(String more) {
    return """
    tls_server_config:
      cert_file: server.crt
      key_file: server.key
      client_auth_type: RequireAndVerifyClientCert
      client_ca_file: scraper.crt
    """
        + "  "
        + more
        + "\n";
  }

  private HttpClient client(String server, @Nullable String client) {
    return HttpClient.newBuilder().sslContext(pki.context(server, client)).build();
  }

  private void copy(String name) throws IOException {
    for (String end : new String[] {".key", ".crt"}) {
      Files.write(folder.resolve("server" + end), Files.readAllBytes(folder.resolve(name + end)));
    }
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(ServerFixture served, @Nullable String authorization) {
    return served.get("/-/healthy", authorization).statusCode();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static String hash(String password) {
    return at.favre.lib.crypto.bcrypt.BCrypt.with(
            at.favre.lib.crypto.bcrypt.BCrypt.Version.VERSION_2Y)
        .hashToString(4, password.toCharArray());
  }
}
