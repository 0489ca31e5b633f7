package why401.probe.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import why401.config.target.Target;
import why401.config.target.TargetList;
import why401.config.target.TargetSource;
import why401.config.target.TargetSource.Kubernetes.Kind;
import why401.probe.discovery.TargetResult;

/// Follows the objects of a cluster by informers: changes come by themselves, and a watch that
/// breaks is resumed.
public final class ClusterTargets implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final TargetSource.Kubernetes source;
  private final KubernetesClient client;
  private final List<Followed> followed = new ArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final ObjectMapper mapper = new ObjectMapper();
  private long told = -1;

  /// An informer, and whether the cluster has its kind of object at all.
  private static final class Followed {
    private final Kind kind;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private volatile boolean absent;

    Followed(Kind kind, SharedIndexInformer<GenericKubernetesResource> informer) {
      this.kind = kind;
      this.informer = informer;
    }

    boolean known() {
      return absent || informer.hasSynced();
    }
  }

  /// Begins to follow what `source` names.
  public ClusterTargets(TargetSource.Kubernetes source) {
    this(source, new KubernetesClientBuilder().withConfig(config(source)).build());
  }

  ClusterTargets(TargetSource.Kubernetes source, KubernetesClient client) {
    this.source = source;
    this.client = client;
    List<@Nullable String> namespaces = new ArrayList<>(source.namespaces());
    if (namespaces.isEmpty()) {
      namespaces.add(null);
    }
    for (Kind kind : source.kinds()) {
      namespaces.forEach(namespace -> follow(kind, namespace));
    }
  }

  private static Config config(TargetSource.Kubernetes source) {
    try {
      Config found =
          source.kubeconfig() == null
              ? Config.autoConfigure(null)
              : Config.fromKubeconfig(Files.readString(source.kubeconfig()));
      return new ConfigBuilder(found)
          .withRequestTimeout(TIMEOUT_MILLIS)
          .withConnectionTimeout(TIMEOUT_MILLIS)
          .withRequestRetryBackoffLimit(0)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Kind kind, @Nullable String namespace) {
    var all = client.genericKubernetesResources(definition(kind));
    var selected = namespace == null ? all.inAnyNamespace() : all.inNamespace(namespace);
    SharedIndexInformer<GenericKubernetesResource> informer =
        (source.selector() == null ? selected : selected.withLabelSelector(source.selector()))
            .runnableInformer(0);
    Followed one = new Followed(kind, informer);
    followed.add(one);
    informer.addEventHandler(new Changes());
    informer.exceptionHandler(
        (_, fault) -> {
          one.absent = fault instanceof KubernetesClientException api && api.getCode() == 404;
          if (!one.absent) {
            failures.add(kind.name() + ": " + words(fault));
          }
          changes.incrementAndGet();
          return true;
        });
    informer.start();
  }

  private static String words(Throwable fault) {
    return fault instanceof KubernetesClientException api && api.getCode() > 0
        ? "HTTP " + api.getCode() + " (expected: the right to list and watch)"
        : fault.getClass().getSimpleName();
  }

  private static ResourceDefinitionContext definition(Kind kind) {
    return switch (kind) {
      case INGRESS -> definition("networking.k8s.io", "ingresses", "Ingress");
      case HTTP_ROUTE -> definition("gateway.networking.k8s.io", "httproutes", "HTTPRoute");
      case SERVICE -> definition("", "services", "Service");
      case PROBE -> definition("monitoring.coreos.com", "probes", "Probe");
    };
  }

  private static ResourceDefinitionContext definition(String group, String plural, String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(true)
        .build();
  }

  /// What is known now.
  public synchronized TargetResult result() {
    long now = changes.get();
    if (!followed.stream().allMatch(Followed::known)) {
      List<String> why = failures.stream().sorted().map(one -> source.name() + ": " + one).toList();
      failures.clear();
      return why.isEmpty() ? new TargetResult.Unchanged() : new TargetResult.Failed(why);
    }
    if (now == told) {
      return new TargetResult.Unchanged();
    }
    told = now;
    List<Target> targets =
        followed.stream()
            .flatMap(one -> one.informer.getStore().list().stream().map(is -> object(one, is)))
            .flatMap(one -> one.targets().stream())
            .sorted(Comparator.comparing((Target one) -> one.place().file()))
            .toList();
    return new TargetResult.Listed(targets, TargetList.text(targets));
  }

  private ClusterObject object(Followed one, GenericKubernetesResource is) {
    return new ClusterObject(
        one.kind,
        mapper.valueToTree(is.getMetadata()),
        mapper.valueToTree(is.getAdditionalProperties()).path("spec"));
  }

  private final class Changes implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {
      changes.incrementAndGet();
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
      changes.incrementAndGet();
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {
      changes.incrementAndGet();
    }
  }

  @Override
  public void close() {
    followed.forEach(one -> one.informer.stop());
    client.close();
  }
}
