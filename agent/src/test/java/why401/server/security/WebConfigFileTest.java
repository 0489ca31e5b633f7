package why401.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebConfigFileTest {
  @TempDir private Path folder;

  @Test
  void everyKey_isRead() throws IOException {
    String hash = ReloadableWebConfigTest.hash("x");
    WebConfig config =
        read(
            """
            tls_server_config:
              cert_file: a.crt
              key_file: a.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: ca.crt
              client_allowed_sans: [one, two]
              min_version: TLS12
              max_version: TLS12
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
              prefer_server_cipher_suites: true
            http_server_config:
              headers: {X-Frame-Options: deny}
            basic_auth_users:
              alice: "%s"
            """
                .formatted(hash));

    WebConfig.TlsServer tls = Objects.requireNonNull(config.tls());
    assertThat(tls.certFile()).isEqualTo("a.crt");
    assertThat(tls.clientAuth()).isEqualTo(WebConfig.ClientAuth.REQUIRE_AND_VERIFY);
    assertThat(tls.clientAllowedSans()).isEqualTo(List.of("one", "two"));
    assertThat(tls.maxVersion()).isEqualTo(WebConfig.Version.TLS12);
    assertThat(tls.cipherSuites()).hasSize(1);
    assertThat(config.headers()).containsEntry("X-Frame-Options", "deny");
    assertThat(config.basicAuthUsers()).containsEntry("alice", hash);
  }

  @Test
  void emptyFile_protectsNothing() throws IOException {
    assertThat(read("# nothing yet\n\n")).isEqualTo(WebConfig.NONE);
    assertThat(read("---\n# nothing yet\n")).isEqualTo(WebConfig.NONE);
    assertThat(read("~")).isEqualTo(WebConfig.NONE);
  }

  @Test
  void defaults_areThoseOfTheToolkit() throws IOException {
    WebConfig.TlsServer tls =
        Objects.requireNonNull(read("tls_server_config: {cert_file: a, key_file: b}\n").tls());

    assertThat(tls.minimum()).isEqualTo(WebConfig.Version.TLS12);
    assertThat(tls.maximum()).isEqualTo(WebConfig.Version.TLS13);
    assertThat(tls.clients()).isEqualTo(WebConfig.ClientAuth.NO_CLIENT_CERT);
  }

  @Test
  void unknownKey_isRefused_withItsLine() {
    assertRefused(
        "tls_server_config:\n  cert_file: a\n  key_fil: b\n",
        ":3: key_fil: unknown key (expected: cert, cert_file, cipher_suites, client_allowed_sans,"
            + " client_auth_type, client_ca, client_ca_file, key, key_file, max_version,"
            + " min_version, prefer_server_cipher_suites)");
  }

  @Test
  void missingKeyFile_isRefused() {
    assertRefused(
        "tls_server_config:\n  cert_file: a\n",
        "key_file: missing or unfit (expected: a PEM file)");
  }

  @Test
  void verification_withoutAnAuthority_isRefused() {
    assertRefused(
        "tls_server_config: {cert_file: a, key_file: b, client_auth_type:"
            + " RequireAndVerifyClientCert}\n",
        "client_ca_file: missing or unfit");
  }

  @Test
  void passwordInPlaceOfAHash_isRefused_andNotPrinted() {
    assertRefused(
        "basic_auth_users:\n  alice: hunter2\n", "basic_auth_users.alice: missing or unfit");
  }

  @Test
  void wrongEnumValue_isRefused_byItsKey() {
    assertRefused(
        "tls_server_config: {cert_file: a, key_file: b, min_version: SSL3}\n",
        "tls_server_config.min_version: not of the expected form");
  }

  @Test
  void duplicateKey_isRefused() {
    assertRefused("basic_auth_users: {}\nbasic_auth_users: {}\n", "not YAML");
  }

  @Test
  void missingFile_isRefused() {
    Path file = folder.resolve("absent.yml");

    assertThatThrownBy(() -> WebConfigFile.read(file))
        .isInstanceOf(WebConfigException.class)
        .hasMessage(file + ": cannot be read (NoSuchFileException)");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(WebConfigException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith(folder.resolve("web.yml").toString())
        .message()
        .doesNotContain("hunter2");
  }

  private WebConfig read(String text) throws IOException {
    return WebConfigFile.read(Files.writeString(folder.resolve("web.yml"), text));
  }
}
