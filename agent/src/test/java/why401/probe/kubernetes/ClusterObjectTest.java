package why401.probe.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import why401.config.target.Target;
import why401.config.target.TargetSource.Kubernetes.Kind;

/// Objects of a cluster as targets.
class ClusterObjectTest {
  private static List<Map<String, String>> labels(Kind kind, String yaml)
      throws JsonProcessingException {
    JsonNode object = new YAMLMapper().readTree(yaml);
    return new ClusterObject(kind, object.path("metadata"), object.path("spec"))
        .targets().stream().map(Target::labels).toList();
  }

  @Test
  void ingress_isAUrlForEachHostAndPath() throws JsonProcessingException {
    List<Map<String, String>> found =
        labels(
            Kind.INGRESS,
            """
            metadata:
              {name: web, namespace: shop, labels: {app.kubernetes.io/name: web},
               annotations: {why401/credential: shop-api, why401/interval: 1m}}
            spec:
              tls: [{hosts: ["*.shop.example"]}]
              rules:
                - {host: a.shop.example, http: {paths: [{path: /v1}, {path: /v2}]}}
                - {host: plain.example, http: {paths: [{}]}}
                - {host: "*.wild.example", http: {paths: [{path: /}]}}
            """);
    assertThat(found)
        .extracting(one -> one.get("__scheme__") + "://" + one.get("__address__"))
        .containsExactly(
            "https://a.shop.example", "https://a.shop.example", "http://plain.example");
    assertThat(found.get(1))
        .containsEntry("__metrics_path__", "/v2")
        .containsEntry("__credential__", "shop-api")
        .containsEntry("__interval__", "1m")
        .containsEntry("namespace", "shop")
        .containsEntry("__meta_kubernetes_ingress_name", "web")
        .containsEntry("__meta_kubernetes_ingress_label_app_kubernetes_io_name", "web");
  }

  @Test
  void route_isAUrlForEachHostAndPath() throws JsonProcessingException {
    assertThat(
            labels(
                Kind.HTTP_ROUTE,
                """
                metadata: {name: api, namespace: shop}
                spec:
                  hostnames: [a.example, b.example]
                  rules:
                    - matches: [{path: {type: PathPrefix, value: /v1}}]
                    - matches: [{path: {type: RegularExpression, value: "/x.*"}}, {method: GET}]
                """))
        .extracting(one -> one.get("__address__") + one.get("__metrics_path__"))
        .containsExactly("a.example/v1", "a.example/", "b.example/v1", "b.example/");
  }

  @Test
  void service_isATargetIfItAsksForIt() throws JsonProcessingException {
    String service =
        """
        metadata: {name: api, namespace: shop, annotations: {why401/probe: "%s", why401/port: web}}
        spec: {ports: [{name: grpc, port: 9000}, {name: web, port: 8080}]}
        """;
    assertThat(labels(Kind.SERVICE, service.formatted("false"))).isEmpty();
    assertThat(labels(Kind.SERVICE, service.formatted("true")))
        .extracting(one -> one.get("__scheme__") + "://" + one.get("__address__"))
        .containsExactly("http://api.shop.svc:8080");
  }

  @Test
  void probeOfTheOperator_hasItsTargetsAndLabels() throws JsonProcessingException {
    assertThat(
            labels(
                Kind.PROBE,
                """
                metadata: {name: sites, namespace: shop}
                spec:
                  interval: 30s
                  targets: {staticConfig: {static: ["https://a.example/x"], labels: {team: shop}}}
                """))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one)
                    .containsEntry("__address__", "https://a.example/x")
                    .containsEntry("__interval__", "30s")
                    .containsEntry("team", "shop"));
  }

  @Test
  void anAnnotation_leavesAnObjectOut() throws JsonProcessingException {
    assertThat(
            labels(
                Kind.INGRESS,
                """
                metadata: {name: web, namespace: shop, annotations: {why401/probe: "false"}}
                spec: {rules: [{host: a.example, http: {paths: [{path: /}]}}]}
                """))
        .isEmpty();
  }
}
