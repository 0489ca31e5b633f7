package why401.deployment;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What all members of a cluster know: each has the whole of it in memory.
public interface SharedMap {
  /// The value of `key`, or null.
  byte @Nullable [] get(String key);

  /// The keys, as they are now.
  Set<String> keys();

  /// All entries, as they are now.
  Map<String, byte[]> all();

  /// Shows a value to all, in the background; of several of one key perhaps the last one only.
  void put(String key, byte[] value);

  /// Removes a key, in the background.
  void remove(String key);

  /// Follows the changes, whichever member makes them.
  ///
  /// @param changed called with the key of a change, from one thread
  /// @param merged runs, on that thread, after parts of the cluster have become one again: each may
  ///   lack what the others know
  void follow(Consumer<String> changed, Runnable merged);
}
