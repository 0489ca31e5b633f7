package why401.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.config.Configuration;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.credential.Credential;
import why401.probe.Probe;

/// With whom a probe may be repaired.
final class ProbeNeighboursTest {
  private static final String TEXT =
      """
      why401 {
        credentials {
          billing { type = client-credentials, token-url = "https://idp.example/token", client-id = b, client-secret { file = s } }
          orders { type = client-credentials, token-url = "https://idp.example/token", client-id = o, client-secret { file = s } }
          stranger { type = client-credentials, token-url = "https://other.example/token", client-id = o, client-secret { file = s } }
          legacy { type = basic, username = probe, password { file = s } }
        }
        probes {
          billing { url = "https://billing.example/", credential = billing }
          orders { url = "https://orders.example/", credential = orders }
          stranger { url = "https://stranger.example/", credential = stranger }
          legacy { url = "https://legacy.example/", credential = legacy }
          again { url = "https://again.example/", credential = legacy }
          host { url = "https://billing.example/open" }
          port { url = "https://billing.example:8443/open" }
        }
      }
      """;

  @TempDir private Path folder = Path.of(".");

  @ParameterizedTest
  @CsvSource({
    "billing, orders, true",
    "billing, stranger, false",
    "billing, legacy, false",
    "legacy, again, true",
    "billing, host, true",
    "host, port, false",
    "host, again, false"
  })
  void probes_areNeighbours_byCredential_hostOrProvider(String one, String other, boolean are)
      throws IOException {
    assertThat(new ProbeNeighbours(named(one)).include(named(other))).isEqualTo(are);
    assertThat(new ProbeNeighbours(named(other)).include(named(one))).isEqualTo(are);
  }

  @Test
  void probe_isNotItsOwnNeighbour() throws IOException {
    ProbeState billing = named("billing");
    assertThat(new ProbeNeighbours(billing).include(billing)).isFalse();
  }

  private ProbeState named(String name) throws IOException {
    Files.writeString(folder.resolve("s"), "secret");
    Path file = Files.writeString(folder.resolve("why401.conf"), TEXT);
    Configuration configuration =
        ((LoadResult.Loaded) new ConfigurationLoader(_ -> null).load(file, Map.of()))
            .configuration();
    Probe probe =
        configuration.probes().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    String credential = probe.credential();
    Credential known =
        credential == null
            ? null
            : Objects.requireNonNull(configuration.credentials().get(credential));
    return new ProbeState(probe, known, List.of(), Instant.EPOCH);
  }
}
