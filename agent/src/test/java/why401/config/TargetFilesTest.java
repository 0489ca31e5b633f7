package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.hocon.ConfigProblem;
import why401.probe.Probe;

/// Targets in files of Prometheus' format, and folders of configuration files.
class TargetFilesTest {
  private static final String API =
      "credentials { api { type = basic, username = u, password { env = P },"
          + " origins = [\"https://*.example\"] } }";

  @TempDir private Path folder = Path.of(".");

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private LoadResult.Loaded load(String text) {
    return (LoadResult.Loaded) Configurations.load(folder, "why401 { " + text + " }");
  }

  private List<String> problems(String text) {
    return switch (Configurations.strictly(folder, "why401 { " + text + " }")) {
      case LoadResult.Loaded _ -> List.of();
      case LoadResult.Invalid invalid ->
          invalid.problems().stream()
              .map(ConfigProblem::toString)
              .map(problem -> problem.replace(folder + "/", ""))
              .toList();
    };
  }

  private static String groups(int targets) {
    StringBuilder text = new StringBuilder("[{\"labels\": {\"team\": \"shop\"}, \"targets\": [\n");
    for (int i = 0; i < targets; i++) {
      text.append(i == 0 ? "" : ",\n").append("\"h").append(i).append(".example\"");
    }
    return text.append("]}]").toString();
  }

  @Test
  void fiveHundredTargetsOfOneFile_areProbesOfTenLines() throws IOException {
    write("shop.json", groups(500));
    Configuration read =
        load(API
                + """

                targets {
                  file-sd = [{
                    files = [shop.json]
                    name = "{team}-{__address__}"
                    probe { url = "https://{__address__}/health", credential = api, interval = 1m }
                  }]
                }
                """)
            .configuration();
    assertThat(read.probes()).hasSize(500);
    Probe last = read.probes().getLast();
    assertThat(last.name()).isEqualTo("shop-h499.example");
    assertThat(last.url()).isEqualTo(URI.create("https://h499.example/health"));
    assertThat(last.credential()).isEqualTo("api");
    assertThat(last.cadence()).isEqualTo(new Probe.Cadence.Every(Duration.ofMinutes(1)));
    assertThat(last.labels()).isEqualTo(Map.of("team", "shop"));
    assertThat(read.discovered()).hasSize(500);
  }

  @Test
  void labelsOfTheFormat_haveTheirMeaning() throws IOException {
    write(
        "t.yml",
        """
        - targets: [a.example:8443, "http://b.example/x"]
          labels:
            job: shop
            __scheme__: https
            __metrics_path__: /v1/ping
            __param_limit: 1
            __credential__: api
            __scrape_interval__: 15s
        """);
    List<Probe> probes =
        load("credentials { api { type = bearer, token { env = T }, origins ="
                + " [\"https://a.example:*\", \"http://b.example\"] } },"
                + " targets { file-sd { files = [\"*.yml\"] } }")
            .configuration()
            .probes();
    assertThat(probes)
        .extracting(probe -> probe.url().toString())
        .containsExactly("https://a.example:8443/v1/ping?limit=1", "http://b.example/x?limit=1");
    assertThat(probes)
        .extracting(Probe::name)
        .containsExactly("a.example_8443_v1_ping", "b.example_x");
    assertThat(probes.getFirst().labels()).isEqualTo(Map.of("exported_job", "shop"));
    assertThat(probes.getFirst().credential()).isEqualTo("api");
    assertThat(probes.getFirst().cadence())
        .isEqualTo(new Probe.Cadence.Every(Duration.ofSeconds(15)));
  }

  @Test
  void targetsAreKeptAndDropped_byTheirLabels() throws IOException {
    write(
        "t.json",
        """
        [{"targets": ["a.example"], "labels": {"env": "prod"}},
         {"targets": ["b.example"], "labels": {"env": "test"}},
         {"targets": ["c.example"], "labels": {"env": "prod", "tier": "batch"}}]
        """);
    assertThat(
            load("targets { file-sd { files = t.json, keep { env = prod }, drop { tier = \".+\" } }"
                    + " }")
                .configuration()
                .probes())
        .extracting(Probe::name)
        .containsExactly("a.example");
  }

  @Test
  void everyError_hasItsFileAndLine() throws IOException {
    write(
        "a.json",
        "[{\"targets\": [\"a.example\",\n 7],\n \"lables\": {}},\n {\"targets\": \"b.example\"}]");
    write(
        "b.yml",
        "- targets: [c.example]\n- targets: [\"c.example\"]\n  labels: {x: y}\n"
            + "- targets: [\"bad host\"]\n");
    assertThat(
            problems(
                "targets { file-sd = [{ files = [\"*.json\"] }, { files = [b.yml], probe { tiemout"
                    + " = 1s } }] }"))
        .containsExactly(
            "why401.conf:1: why401.targets.file-sd[1].probe.tiemout: unknown key (did you mean"
                + " timeout?)",
            "a.json:2: targets: an element that is no address (expected: host:port, or a URL)",
            "a.json:3: lables: unknown key (did you mean labels?)",
            "a.json:4: targets: no list (expected: a list of addresses: [\"host:port\"])",
            "b.yml:2: why401.targets.file-sd[1].probe.name: \"c.example\" is that of line 1"
                + " (expected: a name of its own, by name = \"{label}-…\")",
            "b.yml:4: why401.targets.file-sd[1].probe.url: \"https://bad host/\" (expected: a URL;"
                + " illegal character in authority at position 11)");
  }

  @Test
  void aCredential_isForItsOrigins() throws IOException {
    write(
        "t.json",
        "[{\"targets\": [\"a.example\",\n \"a.example.evil.test\",\n \"http://a.example\"]}]");
    String targets = "targets { file-sd { files = t.json, probe { credential = api } } }";
    assertThat(problems(API + ", " + targets))
        .hasSize(2)
        .allSatisfy(
            problem ->
                assertThat(problem).contains("\"api\" is not for", "one of https://*.example"))
        .anySatisfy(problem -> assertThat(problem).startsWith("t.json:2: "))
        .anySatisfy(problem -> assertThat(problem).startsWith("t.json:3: "));
    assertThat(problems(API.replaceFirst(", origins.*?]", "") + ", " + targets))
        .containsExactly(
            "why401.conf:1: why401.credentials.api.origins: missing (expected: origins ="
                + " [\"https://host\"] in the credential, since a discovered target may be"
                + " anywhere)");
    assertThat(
            problems(
                "targets { file-sd { files = t.json, probe { headers { X-Key { env = K } } } } }"))
        .containsExactly(
            "why401.conf:1: why401.targets.file-sd.origins: missing (expected: origins ="
                + " [\"https://host\"], since a header or a client certificate goes to wherever"
                + " the targets are)");
    assertThat(problems(API + ", probes { p { url = \"https://other.test\", credential = api } }"))
        .containsExactly(
            "why401.conf:1: why401.probes.p.credential: \"api\" is not for https://other.test"
                + " (expected: one of its origins: https://*.example)");
  }

  @Test
  void labels_chooseNoFileOfTheAgent() throws IOException {
    write("t.json", "[{\"targets\": [\"a.example\"], \"labels\": {\"x\": \"/etc/passwd\"}}]");
    Configuration read =
        load("targets { file-sd { files = t.json, origins = [\"https://a.example\"], probe {"
                + " headers { X-Key { file = \"{x}\" } } } } }")
            .configuration();
    assertThat(read.probes().getFirst().companions().headers().get("X-Key").describe())
        .doesNotContain("passwd");
  }

  @Test
  void aBrokenFile_leavesItsLastTargetsInForce_andTheRestRuns() throws IOException {
    write("t.json", groups(2));
    String text =
        "why401 { targets { file-sd { files = t.json } }, probes { p { url = \"%s\" } } }";
    Path file = folder.resolve("why401.conf");
    Files.writeString(file, text.formatted("https://p.example"));
    ConfigurationLoader loader = new ConfigurationLoader(Configurations.CRON);
    Configuration before = ((LoadResult.Loaded) loader.load(file, Map.of())).configuration();
    write("t.json", "[{");
    Files.writeString(file, text.formatted("https://q.example"));
    LoadResult.Loaded after = (LoadResult.Loaded) loader.load(file, Map.of(), before.targets());
    assertThat(after.configuration().probes()).hasSize(3);
    assertThat(after.configuration().probes().getFirst().url().getHost()).isEqualTo("q.example");
    assertThat(after.targets()).singleElement().asString().contains("t.json:1: syntax");
    assertThat(after.configuration().targets().files().getFirst().rejected()).isEqualTo(1);
  }

  @Test
  void whatIsDisabled_isReadAndNotProbed() throws IOException {
    write("t.json", "[{\"targets\": [\"a.example\", \"b.example\"]}]");
    LoadResult.Loaded loaded =
        load(
            """

            targets {
              file-sd = [{ files = t.json, probe { enabled = false } }]
            }
            defaults { maintenance = { cron = "0 0 2 ? * SUN", duration = 2h, zone = UTC } }
            probes {
              off { url = "https://off.example", enabled = false }
              on { url = "https://on.example", alert { for = 5m } }
            }
            """);
    assertThat(loaded.configuration().probes()).extracting(Probe::name).containsExactly("on");
    Probe.Alerting alerting = loaded.configuration().probes().getFirst().alert();
    assertThat(alerting.lasting()).isEqualTo(Duration.ofMinutes(5));
    assertThat(alerting.maintenance())
        .containsExactly(
            new Probe.Maintenance("0 0 2 ? * SUN", Duration.ofHours(2), ZoneId.of("UTC")));
    assertThat(loaded.configuration().targets().files().getFirst().rejected()).isZero();
    assertThat(
            problems(
                "probes { p { url = \"https://p.example\", enabled = false, maintenance = [{ cron ="
                    + " never, zone = Mars, x = 1 }] } }"))
        .hasSize(4)
        .allSatisfy(problem -> assertThat(problem).contains("why401.probes.p.maintenance[0]"));
  }

  @Test
  void aFolder_isIncluded_andItsErrorsToo() throws IOException {
    for (int i = 0; i < 500; i++) {
      write("conf.d/p" + i + ".conf", "p" + i + " { url = \"https://h" + i + ".example\" }");
    }
    assertThat(load("probes { include \"conf.d\" }").configuration().probes()).hasSize(500);
    write("conf.d/p7.conf", "p7 { url = \"https://h7.example\", x = 1 }");
    write("conf.d/q.conf", "q {\n url = }");
    write("conf.d/z.conf", "p8 { interval = 1m }");
    assertThat(problems("probes { include \"conf.d/*.conf\" }"))
        .containsExactly(
            "conf.d/q.conf:2: syntax: Expecting a value but got wrong token: '}' (expected: HOCON,"
                + " where text with special characters is in double quotes)");
    Files.delete(folder.resolve("conf.d/q.conf"));
    assertThat(problems("probes { include \"conf.d/*.conf\" }"))
        .singleElement()
        .asString()
        .startsWith("conf.d/p7.conf:1: why401.probes.p7.x: unknown key");
    write("conf.d/p7.conf", "");
    assertThat(load("probes { include \"conf.d\" }").warnings())
        .singleElement()
        .asString()
        .contains("z.conf:1: p8: also in ", "p8.conf; the two are merged into one");
  }

  @Test
  void whatComesIntoAFolder_isAChange() throws IOException {
    write("conf.d/a.conf", "a { url = \"https://a.example\" }");
    LoadResult.Loaded loaded = load("probes { include \"conf.d/*\" }");
    ConfigurationWatcher watcher =
        new ConfigurationWatcher(folder.resolve("why401.conf"), loaded.inputs());
    assertThat(watcher.tick()).isFalse();
    assertThat(watcher.tick()).isFalse();
    write("conf.d/b.conf", "b { url = \"https://b.example\" }");
    assertThat(watcher.tick()).isFalse();
    assertThat(watcher.tick()).isTrue();
  }
}
