package why401.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What runs in the cluster: with few rights, its secrets as directories, its probes its own.
final class PodIT {
  private static final Path EVERYTHING = Chart.FOLDER.resolve("ci/everything-values.yaml");
  private static final Path THREE = Chart.FOLDER.resolve("ci/three-agents-values.yaml");
  private static final Path TWO = Chart.FOLDER.resolve("ci/two-agents-values.yaml");
  private static final Path ROLLING = Chart.FOLDER.resolve("ci/rolling-values.yaml");

  static List<Path> values() throws IOException {
    return Chart.values();
  }

  /// The Pod Security Standard «restricted», as its admission controller checks it.
  @ParameterizedTest
  @MethodSource("values")
  void everyPod_meetsTheRestrictedStandard(Path values) {
    assertThat(pods(values))
        .isNotEmpty()
        .allSatisfy(
            pod -> {
              JsonNode context = pod.path("securityContext");
              assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(context.path("runAsUser").asInt()).isPositive();
              assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
              assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                  .isFalse();
              assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                  .isEqualTo(values.toString().contains("cluster-values") && hasAgent(pod));
              assertThat(pod.path("containers"))
                  .allSatisfy(container -> restricted(container.path("securityContext")));
              assertThat(pod.path("volumes")).allMatch(volume -> !volume.has("hostPath"));
            });
  }

  private static boolean hasAgent(JsonNode pod) {
    return pod.at("/containers/0/args/0").asText().equals("run");
  }

  /// Only what is followed, only where it is followed, and to be read only.
  @Test
  void rights_areThoseOfTheTargets() {
    assertThat(kinds(Chart.rendered(EVERYTHING))).doesNotContain("Role", "ClusterRole");
    List<JsonNode> two = Chart.rendered(Chart.FOLDER.resolve("ci/cluster-values.yaml"));
    assertThat(two)
        .filteredOn(one -> one.path("kind").asText().equals("Role"))
        .extracting(one -> one.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("shop", "billing");
    assertThat(kinds(two)).doesNotContain("ClusterRole");
    List<JsonNode> all = Chart.rendered(Chart.FOLDER.resolve("ci/whole-cluster-values.yaml"));
    assertThat(kinds(all)).doesNotContain("Role");
    JsonNode role = Chart.only(all, "ClusterRole");
    assertThat(role.path("rules"))
        .hasSize(4)
        .allSatisfy(
            rule -> assertThat(texts(rule.path("verbs"), "")).containsExactly("list", "watch"));
    JsonNode binding = Chart.only(all, "ClusterRoleBinding");
    assertThat(binding.at("/subjects/0/name")).isEqualTo(Chart.pod(all).path("serviceAccountName"));
  }

  private static void restricted(JsonNode context) {
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(context.at("/capabilities").has("add")).isFalse();
    assertThat(context.path("privileged").asBoolean()).isFalse();
  }

  private static List<JsonNode> pods(Path values) {
    return Chart.rendered(values).stream()
        .flatMap(
            manifest ->
                switch (manifest.path("kind").asText()) {
                  case "Deployment", "StatefulSet" -> Stream.of(manifest.at("/spec/template/spec"));
                  case "Pod" -> Stream.of(manifest.path("spec"));
                  default -> Stream.empty();
                })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyMount_isAWholeDirectory_ofAVolumeThatIsThere(Path values) {
    assertThat(pods(values))
        .allSatisfy(
            pod -> {
              List<String> volumes = new ArrayList<>(texts(pod.path("volumes"), "/name"));
              if (values.equals(THREE) && hasAgent(pod)) {
                // From a claim of each member.
                volumes.add("state");
              }
              assertThat(volumes).doesNotHaveDuplicates();
              JsonNode mounts = pod.at("/containers/0/volumeMounts");
              assertThat(mounts).allMatch(mount -> !mount.has("subPath"));
              assertThat(texts(mounts, "/name")).containsExactlyInAnyOrderElementsOf(volumes);
              assertThat(texts(mounts, "/mountPath")).doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @MethodSource("values")
  void noSecret_isAnEnvironmentVariable_unlessTheValuesSaySo(Path values) {
    assertThat(values.equals(EVERYTHING) ? List.<JsonNode>of() : pods(values))
        .allSatisfy(
            pod ->
                assertThat(pod.toString())
                    .doesNotContain("secretKeyRef", "configMapKeyRef", "envFrom"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void itsProbes_askTheAgentAlone(Path values) {
    JsonNode container = Chart.pod(Chart.rendered(values)).at("/containers/0");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      JsonNode look = container.path(probe);
      assertThat(look.has("httpGet") ^ look.has("tcpSocket")).as(probe).isTrue();
      assertThat(look.findValuesAsText("port")).containsExactly("http");
    }
  }

  @Test
  void secrets_comeFromSecretsAndFromCsi() {
    JsonNode pod = Chart.pod(Chart.rendered(EVERYTHING));
    assertThat(texts(pod.at("/containers/0/volumeMounts"), "/mountPath"))
        .contains(
            "/run/secrets/why401/legacy", "/run/secrets/why401/vault", "/var/run/secrets/tokens");
    assertThat(pod.path("volumes").findValuesAsText("secretName")).containsExactly("legacy-probe");
    assertThat(pod.path("volumes").findValuesAsText("driver"))
        .containsExactly("secrets-store.csi.k8s.io");
    JsonNode tokens = pod.path("volumes").findValues("serviceAccountToken").getFirst();
    assertThat(tokens.path("path").asText()).isEqualTo("api");
    assertThat(tokens.path("audience").asText()).isEqualTo("https://kubernetes.default.svc");
    assertThat(tokens.path("expirationSeconds").asInt()).isEqualTo(7200);
  }

  @Test
  void oneAgent_isReplacedNotDoubled_andHasNoBudget() {
    List<JsonNode> manifests = Chart.renderedWith();
    JsonNode deployment = Chart.only(manifests, "Deployment");
    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(kinds(manifests)).doesNotContain("PodDisruptionBudget", "NetworkPolicy");
  }

  @Test
  void configuration_isReloadedInPlace_orReplacesThePod() {
    assertThat(annotations(Chart.rendered(EVERYTHING))).doesNotContain("checksum");
    assertThat(annotations(Chart.rendered(ROLLING))).contains("checksum/config");
    assertThat(
            annotations(Chart.renderedWith("reloadInPlace=false", "config.diagnosis.per-hour=1")))
        .isNotEqualTo(
            annotations(Chart.renderedWith("reloadInPlace=false", "config.diagnosis.per-hour=2")));
  }

  private static String annotations(List<JsonNode> manifests) {
    return Chart.workload(manifests).at("/spec/template/metadata/annotations").toString();
  }

  /// A pod that is replaced has to ask for its tokens anew.
  @Test
  void aNewChart_alone_replacesNoPod() {
    JsonNode labels =
        Chart.only(Chart.rendered(EVERYTHING), "Deployment").at("/spec/template/metadata/labels");
    assertThat(labels.has("helm.sh/chart")).isFalse();
    assertThat(labels.path("team").asText()).isEqualTo("identity");
  }

  @Test
  void userOfThePod_canBeLeftToTheCluster() {
    JsonNode pod =
        Chart.pod(
            Chart.renderedWith(
                "podSecurityContext.runAsUser=null",
                "podSecurityContext.runAsGroup=null",
                "podSecurityContext.fsGroup=null"));
    JsonNode context = pod.path("securityContext");
    assertThat(context.has("runAsUser") || context.has("fsGroup")).isFalse();
    assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
  }

  @Test
  void endOfAPod_leavesTheRunsUnderWayTheirTime() {
    // 10 s for the runs under way and 3 s for renewals: Lifetime, Engine.
    assertThat(Chart.pod(Chart.renderedWith()).path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan(13);
  }

  @Test
  void networkPolicy_letsInTheMonitoring_andOutWhatIsNeeded() {
    JsonNode policy = Chart.only(Chart.rendered(EVERYTHING), "NetworkPolicy").path("spec");
    assertThat(texts(policy.path("policyTypes"), "")).containsExactly("Ingress", "Egress");
    assertThat(policy.at("/ingress/0/from/0/namespaceSelector/matchLabels").toString())
        .contains("\"kubernetes.io/metadata.name\":\"monitoring\"");
    assertThat(policy.path("ingress")).hasSize(2);
    assertThat(policy.path("egress").toString()).contains("53", "443", "80", "10.0.0.0/8");
    List<JsonNode> shut = Chart.rendered(Chart.FOLDER.resolve("ci/whole-cluster-values.yaml"));
    assertThat(Chart.only(shut, "NetworkPolicy").at("/spec/egress")).isEmpty();
  }

  @Test
  void whatPeopleAdd_isWhereKubernetesWantsIt() {
    JsonNode pod = Chart.pod(Chart.rendered(EVERYTHING));
    assertThat(texts(pod.at("/containers/0/args"), ""))
        .startsWith("run", "--config")
        .endsWith("--log-level", "debug");
    assertThat(pod.at("/hostAliases/0/hostnames/0").asText()).isEqualTo("legacy.example");
    assertThat(pod.at("/initContainers/0/name").asText()).isEqualTo("wait");
    assertThat(pod.at("/containers/0/envFrom/0/secretRef/name").asText()).isEqualTo("probe");
    assertThat(pod.at("/containers/0/env").toString())
        .contains("Europe/Zurich", "\"configMapKeyRef\":{\"key\":\"realm\",\"name\":\"idp\"}");
    assertThat(Chart.rendered(EVERYTHING))
        .filteredOn(one -> !one.at("/metadata/name").asText().endsWith("-extra"))
        .allSatisfy(
            one ->
                assertThat(one.at("/metadata/annotations/owner").asText()).isEqualTo("identity"));
  }

  @Test
  void page_isReachedByIngressOrRoute_throughTheService() {
    List<JsonNode> all = Chart.rendered(EVERYTHING);
    JsonNode rule = Chart.only(all, "Ingress").at("/spec/rules/0");
    assertThat(rule.path("host").asText()).isEqualTo("why401.example");
    assertThat(rule.at("/http/paths/0/backend/service/name"))
        .isEqualTo(Chart.only(all, "Service").at("/metadata/name"));
    List<JsonNode> two = Chart.rendered(TWO);
    JsonNode backend = Chart.only(two, "HTTPRoute").at("/spec/rules/0/backendRefs/0");
    assertThat(backend.path("name").asText()).isEqualTo("watchers");
    assertThat(backend.path("port").asInt()).isEqualTo(80);
  }

  @Test
  void helmTest_probesTheService_withTheImageItself() {
    List<JsonNode> hooks = Chart.rendered(EVERYTHING).stream().filter(Chart::isHook).toList();
    assertThat(kinds(hooks)).containsExactlyInAnyOrder("ConfigMap", "Pod");
    JsonNode pod =
        hooks.stream().filter(hook -> hook.path("kind").asText().equals("Pod")).findFirst().get();
    assertThat(texts(pod.at("/spec/containers/0/args"), "")).startsWith("probe", "--config");
    JsonNode selector = Chart.only(Chart.rendered(EVERYTHING), "Service").at("/spec/selector");
    assertThat(pod.at("/metadata/labels").path("app.kubernetes.io/component"))
        .isNotEqualTo(selector.path("app.kubernetes.io/component"));
  }

  private static List<String> kinds(List<JsonNode> manifests) {
    return texts(manifests, "/kind");
  }

  private static List<String> texts(Iterable<JsonNode> nodes, String at) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(node -> node.at(at).asText())
        .toList();
  }
}
