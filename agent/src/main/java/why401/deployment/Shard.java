package why401.deployment;

import why401.io.StableHash;

/// A fixed part of the probes, by a hash of their names: the parts of `of` agents with one
/// configuration have every probe once. They share nothing, so each renews what its probes need.
///
/// @param index which part, from 0
/// @param of how many there are
public record Shard(int index, int of) implements Ownership {
  /// The shard among `of` that has the probe `name`.
  public static int of(String name, int of) {
    // Not the hash that decides on the phase of a probe, else a shard would have all of one phase.
    return Math.floorMod(StableHash.of("shard/" + name), of);
  }

  @Override
  public boolean ownsProbe(String name) {
    return of(name, of) == index;
  }

  @Override
  public boolean ownsCredential(String name) {
    return true;
  }
}
