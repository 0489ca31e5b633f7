package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.config.hocon.ConfigProblem;
import why401.config.target.Targets;
import why401.credential.TlsOptions;
import why401.deployment.Deployment;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.probe.Probe;
import why401.server.security.ServerSettings;
import why401.token.lockout.AccountProtection;

class ConfigurationLoaderTest {
  private static final String URL = "url = \"https://a.example/\"";

  @TempDir Path folder;

  private Probe probe(String text) {
    return Configurations.valid(folder, "why401 { " + text + " }").probes().getFirst();
  }

  private List<String> warnings(String text) {
    return switch (Configurations.load(folder, "why401 {\n" + text + "\n}")) {
      case LoadResult.Loaded loaded ->
          loaded.warnings().stream()
              .map(warning -> warning.line() + " " + warning.message())
              .toList();
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  @Test
  void defaults() {
    Configuration standard =
        Configurations.valid(folder, "why401 { probes { a { " + URL + " } } }");
    assertThat(standard)
        .isEqualTo(
            new Configuration(
                new ServerSettings("127.0.0.1", 9401, null, true),
                null,
                Map.of(),
                List.of(plain(Duration.ofSeconds(30), Duration.ofSeconds(10))),
                Set.of(),
                List.of(),
                new DiagnosisLimits(6, 60),
                new AccountProtection(2, Duration.ofMinutes(15), Duration.ofMinutes(15)),
                Targets.NONE,
                Deployment.ALONE));
  }

  private static Probe plain(Duration interval, Duration timeout) {
    return new Probe(
        "a",
        URI.create("https://a.example/"),
        null,
        new Probe.Cadence.Every(interval),
        timeout,
        "GET",
        Map.of(),
        null,
        Probe.Expectation.ANY_SUCCESS,
        true,
        Probe.Connection.REUSE,
        null,
        Probe.TokenDemand.NONE,
        new Probe.Alerting(1, "warning"),
        Map.of(),
        TlsOptions.DEFAULT,
        null,
        Probe.Companions.NONE);
  }

  @Test
  void probe_withoutAKey_hasThatOfTheDefaults() {
    Probe probe =
        probe(
            """
            defaults { interval = 5s, labels { team = a, site = x }, expect { status = 204 } }
            probes { a { %s, labels { team = b }, expect { body = ok } } }
            """
                .formatted(URL));
    assertThat(probe.cadence()).isEqualTo(new Probe.Cadence.Every(Duration.ofSeconds(5)));
    assertThat(probe.labels()).isEqualTo(Map.of("team", "b", "site", "x"));
    assertThat(probe.expect()).isEqualTo(new Probe.Expectation(List.of(204), "ok"));
  }

  @Test
  void probe_withNull_hasNothingOfTheDefaults() {
    Probe probe =
        probe(
            "defaults { labels { team = a } }, probes { a { %s, labels = null } }".formatted(URL));
    assertThat(probe.labels()).isEmpty();
  }

  @Test
  void cron_ofProbe_winsOverIntervalOfDefaults() {
    Probe probe =
        probe(
            "defaults { interval = 5s }, probes { a { %s, cron = \"0 0 6 * * ?\" } }"
                .formatted(URL));
    assertThat(probe.cadence()).isEqualTo(new Probe.Cadence.Cron("0 0 6 * * ?"));
    assertThat(probe.timeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({
    "'', interval = 2s, PT2S",
    "timeout = 20s, interval = 2s, PT2S",
    "timeout = 20s, '', PT20S",
    "timeout = 20s, 'interval = 2s, timeout = 3s', PT3S"
  })
  void timeout_ofDefaultsAlone_isCutToTheInterval(String defaults, String own, Duration timeout) {
    Probe probe = probe("defaults { %s }, probes { a { %s\n %s } }".formatted(defaults, URL, own));
    assertThat(probe.timeout()).isEqualTo(timeout);
  }

  @Test
  void values_asHoconLets_areRead() {
    Probe probe =
        probe(
            """
            probes { a { %s, method = post, body = 007, follow-redirects = no, connection = fresh
              interval = 1.5 minutes, alert { after = "3.0", severity = Critical }, expect { status = [2xx, "404"] }
              headers { X-Number = 010 } } }
            """
                .formatted(URL));
    assertThat(probe.method()).isEqualTo("POST");
    assertThat(probe.body()).isEqualTo("007");
    assertThat(probe.headers()).isEqualTo(Map.of("X-Number", "010"));
    assertThat(probe.followRedirects()).isFalse();
    assertThat(probe.connection()).isEqualTo(Probe.Connection.FRESH);
    assertThat(probe.cadence()).isEqualTo(new Probe.Cadence.Every(Duration.ofSeconds(90)));
    assertThat(probe.alert()).isEqualTo(new Probe.Alerting(3, "critical"));
    assertThat(probe.expect().status()).hasSize(101).contains(200, 299, 404);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', true",
    "localhost, '', true",
    "::1, '', true",
    "0.0.0.0, '', false",
    "0.0.0.0, enable-reload = true, true",
    "127.0.0.1, enable-reload = false, false"
  })
  void reload_unlessConfigured_isForLoopbackAlone(String host, String more, boolean enabled) {
    Configuration configuration =
        Configurations.valid(
            folder, "why401 { server { host = \"%s\"\n %s } }".formatted(host, more));
    assertThat(configuration.server().reloadEnabled()).isEqualTo(enabled);
  }

  @Test
  void warnings_nameWhatWorksButShouldNotBe() {
    assertThat(
            warnings(
                """
                credentials {
                  a { type = basic, username = u, password = hunter2 }
                  b { type = password, issuer = "http://idp.example", client-id = c, username = u, password { env = P } }
                  c { type = form-login, login-url = "http://portal.example", fields { user = u, password = hunter2 } }
                  d { type = refresh-token, issuer = "http://localhost:8180/x", client-id = c, ephemeral = true, refresh-token { file = no-such } }
                }
                probes {
                  p { url = "https://a.example/", tls { insecure = true }, headers { Authorization = hunter2 } }
                  p { interval = 1s, timeout = 2s }
                }
                """))
        .containsExactly(
            "3 why401.credentials.a.password: the configuration contains a secret"
                + " (better: { env = NAME } or { file = PATH })",
            "4 why401.credentials.b.issuer: http: the secrets can be read in transit"
                + " (better: https)",
            "4 why401.credentials.b.password.env: \"P\" is not set in this environment",
            "5 why401.credentials.c.fields.password: the configuration contains a secret"
                + " (better: { env = NAME } or { file = PATH })",
            "5 why401.credentials.c.login-url: http: the secrets can be read in transit"
                + " (better: https)",
            "6 why401.credentials.d.refresh-token.file: \"%s\" is not there (yet)"
                .formatted(folder.resolve("no-such")),
            "9 why401.probes.p.headers.Authorization: a credential that is neither kept secret nor"
                + " diagnosed (better: credential)",
            "9 why401.probes.p.tls.insecure: true: requests and responses can be read and"
                + " changed in transit",
            "9 why401.probes.p: is defined twice; the two are merged into one",
            "10 why401.probes.p.timeout: 2s is longer than the interval 1s; a run that would"
                + " overlap is left out");
  }

  @Test
  void configuration_withoutProbes_isValidWithAWarning() {
    assertThat(warnings("server { port = 0 }"))
        .containsExactly("1 why401.probes: none: there is nothing to do");
  }

  @Test
  void substitution_takesFromTheFileAndTheEnvironment() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.conf"),
            """
            base = "https://a.example"
            template { interval = 7s }
            why401 { server { port = ${PORT} }, probes { a = ${template} { url = ${base}"/x", timeout = ${?T} } } }
            """);
    LoadResult loading = Configurations.load(file, Map.of("PORT", "9500"));
    assertThat(loading).isInstanceOf(LoadResult.Loaded.class);
    if (loading instanceof LoadResult.Loaded loaded) {
      assertThat(loaded.configuration().server().port()).isEqualTo(9500);
      Probe probe = loaded.configuration().probes().getFirst();
      assertThat(probe.url()).isEqualTo(URI.create("https://a.example/x"));
      assertThat(probe.cadence()).isEqualTo(new Probe.Cadence.Every(Duration.ofSeconds(7)));
    }
  }

  @Test
  void includes_areReadBesideTheFileThatIncludesThem() throws IOException {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(folder.resolve("parts/a.conf"), "include \"b\"\na { " + URL + " }");
    Files.writeString(folder.resolve("parts/b.conf"), "b { " + URL + " }");
    LoadResult loading =
        Configurations.load(
            folder, "why401 { probes { include \"parts/a.conf\"\n include \"none\" } }");
    assertThat(loading).isInstanceOf(LoadResult.Loaded.class);
    if (loading instanceof LoadResult.Loaded loaded) {
      assertThat(loaded.configuration().probes()).extracting(Probe::name).containsExactly("a", "b");
      assertThat(loaded.warnings()).extracting(ConfigProblem::line).containsExactly(2);
      assertThat(loaded.inputs().digests())
          .containsOnlyKeys(
              folder.resolve("why401.conf"),
              folder.resolve("parts/a.conf"),
              folder.resolve("parts/b.conf"),
              folder.resolve("none"));
    }
  }

  @Test
  void fileThatIsNestedTooDeep_isAProblemAndNoCrash() {
    LoadResult loading = Configurations.load(folder, "a { ".repeat(50_000));
    assertThat(loading)
        .isInstanceOfSatisfying(
            LoadResult.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(ConfigProblem::message)
                    .containsExactly("syntax: nested too deep (expected: far fewer {)"));
  }

  @Test
  void fileWithByteOrderMark_isRead() {
    assertThat(
            Configurations.valid(folder, "\uFEFFwhy401 { probes { a { " + URL + " } } }").probes())
        .hasSize(1);
  }

  @Test
  void loadedTwice_isEqual() {
    String text =
        """
        why401 {
          credentials { a { type = basic, username = u, password { file = x } }
                        b { type = bearer, token { exec = [cat, x] } }
                        c { type = digest, username = u, password = literal } }
          probes { p { url = "https://a.example/", expect { body = "x+" }, proxy { url = "http://p:1" } } }
        }
        """;
    assertThat(Configurations.valid(folder, text)).isEqualTo(Configurations.valid(folder, text));
  }

  @Test
  void tenThousandProbes_areRead() {
    String probes =
        IntStream.range(0, 10_000)
            .mapToObj(
                i -> "p%d { url = \"https://h%d.example/\", labels { n = %d } }".formatted(i, i, i))
            .collect(Collectors.joining("\n"));
    assertThat(Configurations.valid(folder, "why401 { probes {\n" + probes + "\n} }").probes())
        .hasSize(10_000);
  }
}
