package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.http.client.RawServer;
import why401.partner.FreePort;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.schedule.TaskTrigger;

/// Tokens of a real Keycloak that are bound to the client certificate (RFC 8705, 3), which is
/// replaced long before they end.
@Timeout(240)
final class BoundTokenIT {
  @TempDir private Path folder = Path.of(".");

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final RawServer api =
      RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "welcome")));

  @AfterEach
  void stop() {
    api.close();
  }

  private LoadResult.Loaded load(Path file, KeycloakRealm realm) throws IOException {
    Files.writeString(
        file,
        """
        why401 {
          server.port = %d
          credentials { bound {
            type = client-credentials, issuer = "%s", client-id = bound
            client-auth = mtls, mtls { cert = bound.pem, key = bound-key.pem }, tls { ca = "%s" }
          } }
          probes { p { url = "%s", credential = bound, interval = 1s } }
        }
        """
            .formatted(
                FreePort.next(),
                keycloak.tls().issuer(realm.name()),
                keycloak.tls().ca(),
                api.url("/")));
    return switch (new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of())) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  /// The thumbprint in the token that was sent last, empty without one.
  private String sent() {
    try {
      String token = api.requests().isEmpty() ? "" : api.last().header("Authorization");
      return token.isEmpty()
          ? ""
          : SignedJWT.parse(token.substring("Bearer ".length()))
              .getJWTClaimsSet()
              .getJSONObjectClaim("cnf")
              .get("x5t#S256")
              .toString();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private String certificate() throws IOException {
    return X509CertUtils.computeSHA256Thumbprint(
            X509CertUtils.parse(Files.readString(folder.resolve("bound.pem"))))
        .toString();
  }

  @Test
  void newCertificate_bringsANewToken_withinSeconds() throws IOException {
    KeycloakRealm realm = keycloak.createRealm("bound", Map.of());
    realm
        .clients()
        .create(
            "bound",
            Map.of(
                "serviceAccountsEnabled",
                true,
                "clientAuthenticatorType",
                "client-x509",
                "attributes",
                Map.of(
                    "x509.subjectdn", "CN=bound",
                    "tls.client.certificate.bound.access.tokens", "true")));
    keycloak.tls().clientCertificate(folder, "bound");
    Path file = folder.resolve("why401.conf");
    try (Agent agent =
        Agent.of(load(file, realm), new Agent.Options(file, Map.of(), InstantSource.system()))) {
      agent.start();
      String first = certificate();
      await().atMost(Duration.ofSeconds(30)).until(() -> sent().equals(first));

      keycloak.tls().clientCertificate(folder, "bound");
      String second = certificate();
      assertThat(second).isNotEqualTo(first);
      await().atMost(Duration.ofSeconds(15)).until(() -> sent().equals(second));
    }
    realm.delete();
  }
}
