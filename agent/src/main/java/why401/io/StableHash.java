package why401.io;

import java.nio.charset.StandardCharsets;

/// Hashes that spread names evenly and are the same in every process; `String.hashCode` puts
/// numbered names next to each other. FNV-1a, followed by a finalizer that mixes all bits.
public final class StableHash {
  private StableHash() {}

  /// A well-mixed number for `name`.
  public static long of(String name) {
    long hash = fnv1a(name);
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /// A number in [0, 1) for the `index`th event of `name`.
  public static double fraction(String name, long index) {
    long hash = fnv1a(name) + index * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return ((hash ^ (hash >>> 31)) >>> 11) * 0x1.0p-53;
  }

  private static long fnv1a(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
