package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;

/// Tokens that are bound to a client certificate (RFC 8705), which is replaced.
class BoundCertificateTest {
  @TempDir Path folder;

  private final TokenSourceWorld world = new TokenSourceWorld();
  private Path certificate;
  private Credential credential;

  @BeforeEach
  void obtain() throws IOException {
    certificate = Files.writeString(folder.resolve("client.pem"), "first");
    Path key = Files.writeString(folder.resolve("key.pem"), "key");
    credential =
        new Credential.ClientCredentials(
            "bound",
            new OAuthClient(
                TokenSourceWorld.client(new MutableSecret("unused")).issuer(),
                new ClientAuthentication.MutualTls("probe", certificate, key),
                "read",
                null,
                Map.of(),
                TlsOptions.DEFAULT));
    world.with(credential).pass(Duration.ofSeconds(20));
    assertThat(world.token(credential).generation()).isEqualTo(1);
  }

  @Test
  void newCertificate_getsANewTokenAtOnce() throws IOException {
    Files.writeString(certificate, "second");

    world.pass(Duration.ofSeconds(10));

    assertThat(world.token(credential).generation()).isEqualTo(2);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void certificateThatIsWrittenAgainOrGone_isNoReason() throws IOException {
    Files.writeString(certificate, "first");
    world.pass(Duration.ofSeconds(10));
    Files.delete(certificate);
    world.pass(Duration.ofSeconds(10));

    assertThat(world.token(credential).generation()).isEqualTo(1);
  }

  @Test
  void newCertificateThatIsRefused_leavesTheTokenInHand() throws IOException {
    world.wire.next(_ -> world.wire.error(401, "invalid_client"));
    Files.writeString(certificate, "second");

    world.pass(Duration.ofSeconds(20));

    assertThat(world.events.failed).hasSize(1);
    assertThat(world.token(credential).generation()).isEqualTo(1);
  }
}
