package why401.probe.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import why401.config.hocon.SourceLocation;
import why401.config.target.Target;
import why401.config.target.TargetSource.Kubernetes.Kind;

/// An object of the cluster's API as targets with labels, by the rules of Prometheus'
/// `kubernetes_sd` where it has some.
///
/// @param metadata its `metadata`
/// @param spec its `spec`
record ClusterObject(Kind kind, JsonNode metadata, JsonNode spec) {
  private static final String OWN = "why401/";
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "credential", "__credential__",
          "interval", "__interval__",
          "timeout", "__timeout__",
          "path", "__metrics_path__",
          "scheme", "__scheme__",
          "name", "__probe__");

  /// A Service is probed only if it asks for it: most of them are not HTTP.
  List<Target> targets() {
    String wanted = annotation("probe");
    boolean asks = kind == Kind.SERVICE ? wanted.equals("true") : !wanted.equals("false");
    if (!asks) {
      return List.of();
    }
    return switch (kind) {
      case INGRESS -> ingress();
      case HTTP_ROUTE -> route();
      case SERVICE -> service();
      case PROBE -> probe();
    };
  }

  private String annotation(String name) {
    return metadata.path("annotations").path(OWN + name).asText("");
  }

  private List<Target> ingress() {
    List<String> secured = new ArrayList<>();
    spec.path("tls").forEach(tls -> tls.path("hosts").forEach(host -> secured.add(host.asText())));
    List<Target> targets = new ArrayList<>();
    for (JsonNode rule : spec.path("rules")) {
      String host = rule.path("host").asText("");
      String scheme = secured.stream().anyMatch(one -> covers(one, host)) ? "https" : "http";
      for (JsonNode path : rule.path("http").path("paths")) {
        add(targets, scheme, host, path.path("path").asText("/"));
      }
    }
    return targets;
  }

  private static boolean covers(String name, String host) {
    return name.equals(host)
        || (name.startsWith("*.")
            && host.substring(host.indexOf('.') + 1).equals(name.substring(2)));
  }

  private List<Target> route() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode host : spec.path("hostnames")) {
      List<String> paths = new ArrayList<>();
      for (JsonNode rule : spec.path("rules")) {
        for (JsonNode match : rule.path("matches")) {
          boolean pattern = match.path("path").path("type").asText("").equals("RegularExpression");
          paths.add(pattern ? "/" : match.path("path").path("value").asText("/"));
        }
      }
      (paths.isEmpty() ? List.of("/") : paths)
          .stream().distinct().forEach(path -> add(targets, "https", host.asText(), path));
    }
    return targets;
  }

  private List<Target> service() {
    String name =
        metadata.path("name").asText() + "." + metadata.path("namespace").asText() + ".svc";
    String wanted = annotation("port");
    for (JsonNode port : spec.path("ports")) {
      String number = port.path("port").asText();
      if (wanted.isEmpty() || wanted.equals(number) || wanted.equals(port.path("name").asText())) {
        List<Target> targets = new ArrayList<>();
        add(targets, number.equals("443") ? "https" : "http", name + ":" + number, "/");
        return targets;
      }
    }
    return List.of();
  }

  /// The operator's own: static targets with their labels.
  private List<Target> probe() {
    List<Target> targets = new ArrayList<>();
    JsonNode list = spec.path("targets").path("staticConfig");
    for (JsonNode address : list.path("static")) {
      Map<String, String> labels = labels("https", address.asText(), "/");
      list.path("labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      String interval = spec.path("interval").asText("");
      if (!interval.isEmpty()) {
        labels.putIfAbsent("__interval__", interval);
      }
      targets.add(new Target(place(), labels));
    }
    return targets;
  }

  private void add(List<Target> targets, String scheme, String address, String path) {
    if (!address.isEmpty() && !address.startsWith("*.")) {
      targets.add(new Target(place(), labels(scheme, address, path)));
    }
  }

  private SourceLocation place() {
    String name = metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    return new SourceLocation(written() + " " + name, 1);
  }

  private String written() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<String, String> labels(String scheme, String address, String path) {
    String meta = "__meta_kubernetes_";
    String kindOf = meta + kind.name().toLowerCase(Locale.ROOT);
    Map<String, String> labels = new TreeMap<>();
    labels.put("namespace", metadata.path("namespace").asText());
    labels.put(meta + "namespace", metadata.path("namespace").asText());
    labels.put(kindOf + "_name", metadata.path("name").asText());
    labels.put("__meta_kubernetes_kind", written());
    each("labels", (name, value) -> labels.put(kindOf + "_label_" + name, value));
    each("annotations", (name, value) -> labels.put(kindOf + "_annotation_" + name, value));
    labels.put(Target.ADDRESS, address);
    labels.put("__scheme__", scheme);
    labels.put("__metrics_path__", path);
    ANNOTATIONS.forEach(
        (name, label) -> {
          if (!annotation(name).isEmpty()) {
            labels.put(label, annotation(name));
          }
        });
    return labels;
  }

  private void each(String map, BiConsumer<String, String> into) {
    metadata
        .path(map)
        .properties()
        .forEach(
            one ->
                into.accept(
                    one.getKey().replaceAll("[^a-zA-Z0-9_]", "_"), one.getValue().asText()));
  }
}
