package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.hocon.ConfigProblem;
import why401.credential.TlsOptions;
import why401.credential.secret.EnvironmentSecret;
import why401.credential.secret.Secret;
import why401.probe.JsonDemand;
import why401.probe.Probe;

/// `config/why401.conf` is what it says: valid as it is, and with every key in it.
class ExampleConfigurationTest {
  private static final Path EXAMPLE = Path.of("../config/why401.conf");

  private static LoadResult.Loaded example(Map<String, String> environment) {
    return switch (Configurations.load(EXAMPLE, environment)) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  @Test
  void example_onACleanMachine_isValidAndOnlyMissesItsSecrets() {
    assertThat(example(Map.of()).warnings())
        .isNotEmpty()
        .allSatisfy(
            warning ->
                assertThat(warning.message())
                    .containsAnyOf("not set in this environment", "(yet)"));
  }

  @Test
  void example_saysTheDefaults(@TempDir Path folder) {
    Configuration example = example(Map.of()).configuration();
    Configuration standard = Configurations.valid(folder, "why401 { probes {} }");
    assertThat(example.server()).isEqualTo(standard.server());
    assertThat(example.diagnosis()).isEqualTo(standard.diagnosis());
    assertThat(example.accountProtection()).isEqualTo(standard.accountProtection());
  }

  @Test
  void everyKeyOfAProbeIsRead() {
    assertThat(example(Map.of("PROXY_PASSWORD", "p")).configuration().probes())
        .contains(
            new Probe(
                "billing-invoices",
                URI.create("https://billing.example/v1/invoices?limit=1"),
                "billing-api",
                new Probe.Cadence.Every(Duration.ofSeconds(30)),
                Duration.ofSeconds(10),
                "GET",
                Map.of("Accept", "application/json"),
                null,
                new Probe.Expectation(
                    List.of(200),
                    "\"invoices\"",
                    Map.of(
                        "/status",
                        new JsonDemand.Equal("OK"),
                        "/invoices",
                        new JsonDemand.Between(BigDecimal.ONE, null)),
                    Map.of("Content-Type", "^application/json"),
                    Duration.ofSeconds(5)),
                true,
                Probe.Connection.REUSE,
                URI.create("https://billing.example/v1/ping"),
                new Probe.TokenDemand("billing", "https://idp.example/realms/acme"),
                new Probe.Alerting(
                    2,
                    "critical",
                    Duration.ofMinutes(2),
                    List.of(
                        new Probe.Maintenance(
                            "0 0 2 ? * SUN", Duration.ofHours(2), ZoneId.of("Europe/Berlin")))),
                Map.of("team", "payments"),
                new TlsOptions(null, null, null, "billing.example", false),
                new Probe.Proxy(
                    URI.create("http://proxy.example:3128"),
                    "probe",
                    new EnvironmentSecret("PROXY_PASSWORD", Secret.of("p"))),
                Probe.Companions.NONE));
  }

  @Test
  void everyTypeOfCredentialIsShown() {
    assertThat(example(Map.of()).configuration().credentials().values())
        .extracting(credential -> credential.type())
        .contains(
            "client-credentials",
            "basic",
            "digest",
            "api-key",
            "bearer",
            "refresh-token",
            "password",
            "form-login",
            "jwt-bearer",
            "token-exchange");
  }

  /// Puts an unknown key into every kind of object; each problem then lists the keys that are
  /// known.
  @Test
  void everyKnownKeyIsDocumented(@TempDir Path folder) throws IOException {
    String example = Files.readString(EXAMPLE);
    assertThat(knownKeys(folder))
        .hasSizeGreaterThan(60)
        .allSatisfy(key -> assertThat(example).containsPattern("\\b" + key + "\\s*[={]"));
  }

  private static Set<String> knownKeys(Path folder) throws IOException {
    String everywhere =
        Files.readString(Path.of("src/test/resources/config/unknown-everywhere.conf"));
    Set<String> keys = new TreeSet<>();
    if (Configurations.load(folder, everywhere) instanceof LoadResult.Invalid invalid) {
      for (ConfigProblem problem : invalid.problems()) {
        Matcher list =
            Pattern.compile("unknown key \\(expected: (.*)\\)").matcher(problem.message());
        if (list.find()) {
          keys.addAll(List.of(list.group(1).split(", ")));
        }
      }
    }
    return keys;
  }
}
