package why401.deployment;

import org.jspecify.annotations.Nullable;

/// Where an agent runs among others.
///
/// @param location a name for the place that it probes from, or null
/// @param shard its part of the probes, or null for all
/// @param cluster those that it shares the probes with, or null for none
public record Deployment(
    @Nullable String location, @Nullable Shard shard, @Nullable ClusterSettings cluster) {
  /// One agent, in no named place.
  public static final Deployment ALONE = new Deployment(null, null, null);

  /// The label of metrics and incidents that holds the location.
  public static final String LABEL = "location";

  /// Which probes and credentials are its own, as far as the configuration says.
  public Ownership ownership() {
    return shard == null ? Ownership.ALL : shard;
  }
}
