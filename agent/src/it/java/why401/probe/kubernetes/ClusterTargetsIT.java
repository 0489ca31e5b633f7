package why401.probe.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.config.hocon.ProblemCollector;
import why401.config.target.Target;
import why401.config.target.TargetSource;
import why401.probe.Probe;
import why401.probe.discovery.TargetResult;

/// Informers against fabric8's server of the Kubernetes API.
final class ClusterTargetsIT {
  @TempDir private Path folder = Path.of(".");
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(List.of()),
          false);
  private KubernetesClient cluster;
  private ClusterTargets targets;

  @BeforeEach
  void start() throws Exception {
    server.init(InetAddress.getLoopbackAddress(), 0);
    cluster = server.createClient();
    cluster.resource(ingress("web", "a.shop.example")).create();
    targets = new ClusterTargets(source(), server.createClient());
  }

  @AfterEach
  void stop() {
    targets.close();
    cluster.close();
    server.destroy();
  }

  private TargetSource.Kubernetes source() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("why401.conf"),
            """
            why401 {
              credentials {
                api { type = bearer, token { env = T }, origins = ["https://*.shop.example"] }
              }
              targets { kubernetes { namespaces = shop, kinds = ingress, probe { credential = api } } }
            }
            """);
    LoadResult.Loaded loaded =
        (LoadResult.Loaded)
            new ConfigurationLoader(_ -> Optional.empty()).load(file, Map.of("T", "t"));
    return (TargetSource.Kubernetes) loaded.configuration().targets().sources().getFirst();
  }

  private static Ingress ingress(String name, String host) {
    return new IngressBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .withNewSpec()
        .addNewTl()
        .addToHosts(host)
        .endTl()
        .addNewRule()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/v1")
        .withPathType("Prefix")
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  /// The probes once the list has as many targets.
  private List<String> probes(int many) throws Exception {
    List<Target> list =
        await()
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(50))
            .until(
                () ->
                    targets.result() instanceof TargetResult.Listed listed
                        ? listed.targets()
                        : List.<Target>of(),
                found -> found.size() == many);
    return source().mapper().map(list, new HashSet<>(), new ProblemCollector()).probes().stream()
        .map(Probe::url)
        .map(Object::toString)
        .sorted()
        .toList();
  }

  @Test
  void objectsComeAndGo_andASecretGoesWhereTheConfigurationSays() throws Exception {
    assertThat(probes(1)).containsExactly("https://a.shop.example/v1");
    cluster.resource(ingress("more", "b.shop.example")).create();
    cluster.resource(ingress("other", "evil.test")).create();
    assertThat(probes(3)).containsExactly("https://a.shop.example/v1", "https://b.shop.example/v1");
    assertThat(targets.result()).isInstanceOf(TargetResult.Unchanged.class);
    cluster.resource(ingress("web", "a.shop.example")).delete();
    assertThat(probes(2)).containsExactly("https://b.shop.example/v1");
  }
}
