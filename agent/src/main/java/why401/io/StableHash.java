package why401.io;

/// A hash that spreads names evenly; `String.hashCode` puts numbered names next to each other.
public final class StableHash {
  private StableHash() {}

  /// A well-mixed number for `name`, the same in every process.
  public static long of(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
