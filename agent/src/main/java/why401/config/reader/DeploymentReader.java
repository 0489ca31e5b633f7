package why401.config.reader;

import why401.config.hocon.Section;
import why401.deployment.Deployment;

/// Reads what the root says about where the agent runs among others.
public final class DeploymentReader {
  private final Section root;

  /// A reader of `root`.
  public DeploymentReader(Section root) {
    this.root = root;
  }

  public Deployment read() {
    Section cluster = root.section("cluster");
    if (cluster != null && root.has("shard")) {
      root.error("shard", "besides a cluster, which shares the probes by itself", "one of the two");
    }
    return new Deployment(
        LocationReader.read(root),
        ShardReader.read(root.section("shard")),
        cluster == null ? null : new ClusterReader(cluster).read());
  }
}
