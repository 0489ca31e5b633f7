package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.Credential;
import why401.deployment.Ownership;
import why401.deployment.Shard;
import why401.probe.Probe;

/// Places and parts of several agents with one configuration.
class DeploymentTest {
  private static final String PLACES =
      """
      why401 {
        location = %s
        credentials {
          shared { type = basic, username = u, password = p }
          far { type = basic, username = u, password = p }
          spare { type = basic, username = u, password = p }
        }
        probes {
          everywhere { url = "https://a.example", credential = shared }
          both { url = "https://b.example", locations = [eu, us] }
          far { url = "https://c.example", locations = us, credential = far }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void probes_runWhereTheySay_andSayWhere() {
    Configuration configuration = Configurations.valid(folder, PLACES.formatted("eu"));
    assertThat(configuration.probes())
        .extracting(Probe::name)
        .containsExactly("both", "everywhere");
    assertThat(configuration.probes())
        .allSatisfy(probe -> assertThat(probe.labels()).containsEntry("location", "eu"));
    assertThat(configuration.elsewhere()).extracting(Probe::name).containsExactly("far");
  }

  @Test
  void credentials_ofProbesElsewhereAlone_areNotNeeded() {
    Configuration configuration = Configurations.valid(folder, PLACES.formatted("eu"));
    assertThat(configuration.credentials(Ownership.ALL))
        .extracting(Credential::name)
        .containsExactlyInAnyOrder("shared", "spare");
    assertThat(Configurations.valid(folder, PLACES.formatted("us")).credentials(Ownership.ALL))
        .hasSize(3);
  }

  @Test
  void discoveredTargets_areProbedWhereTheirTemplateSays_andKeepTheirLabel() throws IOException {
    Files.writeString(
        folder.resolve("t.json"),
        "[{\"targets\": [\"a.example\"], \"labels\": {\"location\": \"rack 7\"}}]");
    String text =
        "why401 { location = %s, targets { file-sd { files = t.json, probe { locations = eu } } }"
            + " }";
    assertThat(Configurations.valid(folder, text.formatted("us")).probes()).isEmpty();
    assertThat(Configurations.valid(folder, text.formatted("eu")).probes())
        .singleElement()
        .extracting(Probe::labels)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("location", "eu")
        .containsEntry("exported_location", "rack 7");
  }

  @Test
  void locations_needOneToCompareWith() {
    assertThat(
            problems("why401 { probes { p { url = \"https://p.example\", locations = [eu] } } }"))
        .singleElement()
        .asString()
        .contains("why401.probes.p.locations", "why401.location");
  }

  @Test
  void shards_haveEveryProbeOnce_andAboutAsMany() {
    List<Shard> shards = IntStream.range(0, 3).mapToObj(index -> new Shard(index, 3)).toList();
    int[] share = new int[3];
    for (int i = 0; i < 3_000; i++) {
      String name = "probe-" + i;
      List<Shard> owners = shards.stream().filter(one -> one.ownsProbe(name)).toList();
      assertThat(owners).hasSize(1);
      share[owners.getFirst().index()]++;
    }
    assertThat(share)
        .satisfies(counts -> assertThat(IntStream.of(counts).min().orElse(0)).isGreaterThan(900));
  }

  @Test
  void shard_isCountedFromZero_orBearsTheNameOfAPod() {
    assertThat(shard("index = 2, of = 3")).isEqualTo(new Shard(2, 3));
    assertThat(shard("index = \"why401-eu-1\", of = 3")).isEqualTo(new Shard(1, 3));
    assertThat(problems("why401.shard { of = 3 }"))
        .asString()
        .contains("why401.shard.index: missing");
    assertThat(problems("why401.shard { index = why401-3, of = 3 }"))
        .asString()
        .contains("a number from 0 to 2");
  }

  @Test
  void refreshToken_isForOneShard() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      (Shard.of("p" + i, 2) == 0 ? first : second).add("p" + i);
    }
    assertThat(problems(chain(first.get(0), second.get(0))))
        .asString()
        .contains("the refresh token \"chain\" would be used by shards 0, 1");
    assertThat(problems(chain(first.get(0), first.get(1)))).isEmpty();
    assertThat(
            problems(
                chain(first.get(0), first.get(1))
                    .replace("type =", "origins = [\"https://p.example\"], type =")))
        .asString()
        .contains("discovered");
  }

  private static String chain(String one, String other) {
    return """
    why401 {
      state-dir = s, shard { index = 0, of = 2 }
      credentials.chain {
        type = refresh-token, token-url = "https://idp.example/token", client-id = c
        refresh-token = r
      }
      probes {
        %s { url = "https://p.example", credential = chain }
        %s { url = "https://p.example", credential = chain }
      }
    }
    """
        .formatted(one, other);
  }

  private Shard shard(String keys) {
    return Configurations.valid(folder, "why401 { probes {}, shard { " + keys + " } }")
        .deployment()
        .shard();
  }

  private List<String> problems(String text) {
    return Configurations.load(folder, text) instanceof LoadResult.Invalid invalid
        ? invalid.problems().stream().map(String::valueOf).toList()
        : List.of();
  }
}
