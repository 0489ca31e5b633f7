package why401.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Several agents: one cluster that finds itself, keeps strangers out, and is replaced one by one.
final class MembersIT {
  private static final Path THREE = Chart.FOLDER.resolve("ci/three-agents-values.yaml");
  private static final Path TWO = Chart.FOLDER.resolve("ci/two-agents-values.yaml");
  private static final String KEY = "cluster.key.existingSecret=why401-cluster";

  private static String[] three(String... more) {
    String[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "replicaCount=3";
    all[more.length + 1] = KEY;
    return all;
  }

  @Test
  void oneAgent_isADeployment_andNothingOfACluster() {
    List<JsonNode> one = Chart.renderedWith("cluster.tls.existingSecret=members");
    assertThat(kinds(one)).contains("Deployment").doesNotContain("StatefulSet", "NetworkPolicy");
    assertThat(one.toString()).doesNotContain("cluster", "POD_NAME", "7401", "topologySpread");
    assertThat(kinds(Chart.renderedWith("replicaCount=0"))).contains("Deployment");
  }

  @Test
  void threeAgents_areAStatefulSet_replacedOneByOne() {
    List<JsonNode> all = Chart.rendered(THREE);
    assertThat(kinds(all)).doesNotContain("Deployment", "PersistentVolumeClaim");
    JsonNode spec = Chart.only(all, "StatefulSet").path("spec");
    assertThat(spec.path("replicas").asInt()).isEqualTo(3);
    assertThat(spec.path("podManagementPolicy").asText()).isEqualTo("OrderedReady");
    assertThat(spec.at("/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
    assertThat(spec.path("minReadySeconds").asInt()).isPositive();
    assertThat(spec.at("/template/spec/containers/0").has("readinessProbe")).isTrue();
    assertThat(spec.at("/volumeClaimTemplates/0/metadata/name").asText()).isEqualTo("state");
    JsonNode budget = Chart.only(all, "PodDisruptionBudget");
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.at("/spec/selector")).isEqualTo(spec.path("selector"));
  }

  /// The service of the members has each pod, ready or not, and a monitor does not find them twice.
  @Test
  void members_findEachOther_byAServiceOfTheirOwn() throws IOException {
    List<JsonNode> all = Chart.rendered(THREE);
    JsonNode set = Chart.only(all, "StatefulSet");
    JsonNode members = service(all, "probe-why401-members");
    assertThat(set.at("/spec/serviceName").asText()).isEqualTo("probe-why401-members");
    assertThat(members.at("/spec/clusterIP").asText()).isEqualTo("None");
    assertThat(members.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(members.at("/spec/selector")).isEqualTo(set.at("/spec/selector/matchLabels"));
    JsonNode monitored = Chart.only(all, "ServiceMonitor").at("/spec/selector/matchLabels");
    assertThat(service(all, "probe-why401").at("/metadata/labels").properties())
        .containsAll(monitored.properties());
    assertThat(members.at("/metadata/labels").properties())
        .doesNotContainSequence(monitored.properties());
    JsonNode cluster = cluster(all);
    assertThat(cluster.path("name").asText()).isEqualTo("probe-why401");
    assertThat(cluster.path("dns").asText())
        .isEqualTo("probe-why401-members.here.svc.cluster.local");
    assertThat(cluster(Chart.rendered(THREE)).at("/bind/port")).isEqualTo(port(set, "cluster"));
    assertThat(port(set, "alive").asInt()).isEqualTo(port(set, "cluster").asInt() + 1);
  }

  @Test
  void aChangeOfTheCluster_replacesThePods_andAnotherOneDoesNot() {
    String as = annotations(three());
    assertThat(annotations(three("cluster.port=7500"))).isNotEqualTo(as);
    assertThat(annotations(three("config.diagnosis.per-hour=1"))).isEqualTo(as);
  }

  private static String annotations(String... settings) {
    return Chart.only(Chart.renderedWith(settings), "StatefulSet")
        .at("/spec/template/metadata/annotations")
        .toString();
  }

  @Test
  void members_areCalledAsTheirPods() {
    JsonNode env = Chart.pod(Chart.rendered(THREE)).at("/containers/0/env");
    assertThat(env.at("/0/name").asText()).isEqualTo("POD_NAME");
    assertThat(env.at("/0/valueFrom/fieldRef/fieldPath").asText()).isEqualTo("metadata.name");
    assertThat(env.at("/1/name").asText()).isEqualTo("TZ");
    assertThat(configuration(Chart.rendered(THREE))).contains("\"host\": ${POD_NAME},");
  }

  @Test
  void protection_isThatOfTheSecret() throws IOException {
    JsonNode tls = cluster(Chart.rendered(THREE));
    assertThat(tls.at("/tls/ca").asText()).isEqualTo("/run/secrets/why401-cluster/ca.crt");
    assertThat(tls.has("key")).isFalse();
    JsonNode key = cluster(Chart.renderedWith(three()));
    assertThat(key.at("/key/file").asText()).isEqualTo("/run/secrets/why401-cluster/key");
    assertThat(key.has("tls")).isFalse();
    JsonNode volumes = Chart.pod(Chart.rendered(TWO)).path("volumes");
    assertThat(volumes.findValuesAsText("secretName")).contains("watchers-key");
  }

  @Test
  void ofTheClustersPorts_onlyMembersReachThem() {
    JsonNode policy = Chart.only(Chart.rendered(THREE), "NetworkPolicy").path("spec");
    assertThat(texts(policy.path("policyTypes"), "")).containsExactly("Ingress");
    assertThat(texts(policy.at("/ingress/0/ports"), "/port")).containsExactly("7401", "7402");
    assertThat(policy.at("/ingress/0/from/0/podSelector")).isEqualTo(policy.path("podSelector"));
    assertThat(texts(policy.at("/ingress/1/ports"), "/port")).containsExactly("http");
    assertThat(policy.at("/ingress/1").has("from")).isFalse();
    JsonNode strict = Chart.only(Chart.rendered(TWO), "NetworkPolicy").path("spec");
    assertThat(texts(strict.at("/ingress/1/ports"), "/port")).containsExactly("7500", "7501");
    assertThat(texts(strict.at("/egress/0/ports"), "/port")).containsExactly("7500", "7501");
    assertThat(strict.at("/egress/0/to/0/podSelector")).isEqualTo(strict.path("podSelector"));
    assertThat(kinds(Chart.renderedWith(three("cluster.networkPolicy=false"))))
        .doesNotContain("NetworkPolicy");
  }

  @Test
  void members_areSpreadOverZonesAndNodes_unlessTheValuesSayOtherwise() {
    JsonNode spread = Chart.pod(Chart.rendered(THREE)).path("topologySpreadConstraints");
    assertThat(texts(spread, "/topologyKey"))
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    assertThat(spread.at("/0/labelSelector"))
        .isEqualTo(Chart.only(Chart.rendered(THREE), "StatefulSet").at("/spec/selector"));
  }

  @Test
  void whatCannotWork_isRefused_withWhatWould() {
    assertThatThrownBy(() -> Chart.renderedWith("replicaCount=3"))
        .hasMessageContaining("3 agents")
        .hasMessageContaining("expected: cluster.tls.existingSecret or cluster.key.existingSecret");
    assertThatThrownBy(() -> Chart.renderedWith(three("cluster.tls.existingSecret=b")))
        .hasMessageContaining("expected: one of the two");
    assertThatThrownBy(() -> Chart.renderedWith(three("persistence.existingClaim=ours")))
        .hasMessageContaining("one volume for 3 agents");
    assertThatThrownBy(() -> Chart.renderedWith(three("web.port=7402")))
        .hasMessageContaining("7402 is a port of the cluster");
    assertThatThrownBy(() -> Chart.renderedWith(three("podDisruptionBudget.maxUnavailable=2")))
        .hasMessageContaining("expected: fewer than half");
    assertThatThrownBy(
            () ->
                Chart.renderedWith(
                    three("networkPolicy.enabled=true", "networkPolicy.egress.dns=false")))
        .hasMessageContaining("find each other by name");
  }

  private static JsonNode port(JsonNode set, String name) {
    JsonNode ports = set.at("/spec/template/spec/containers/0/ports");
    return StreamSupport.stream(ports.spliterator(), false)
        .filter(port -> port.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("containerPort");
  }

  private static JsonNode service(List<JsonNode> manifests, String name) {
    return manifests.stream()
        .filter(one -> one.path("kind").asText().equals("Service"))
        .filter(one -> one.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String configuration(List<JsonNode> manifests) {
    return manifests.stream()
        .filter(one -> !Chart.isHook(one))
        .map(one -> one.path("data").path("why401.conf").asText())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode cluster(List<JsonNode> manifests) throws IOException {
    String json = configuration(manifests).replace("${POD_NAME}", "\"pod\"");
    return new ObjectMapper().readTree(json).at("/why401/cluster");
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
