package why401.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import why401.deployment.SharedMap;

/// The map of each member; what one writes, the others hear.
final class MapNetwork {

  private final List<Copy> copies = new ArrayList<>();
  boolean cut;

  Copy copy() {
    Copy copy = new Copy(this);
    copies.stream().findFirst().ifPresent(first -> copy.entries.putAll(first.entries));
    copies.add(copy);
    return copy;
  }

  void put(Copy from, String key, byte @Nullable [] value) {
    for (Copy copy : copies) {
      if (copy == from || !cut) {
        copy.set(key, value);
      }
    }
  }

  /// What either side has is there again.
  void repair() {
    cut = false;
    Map<String, byte[]> all = new TreeMap<>();
    copies.reversed().forEach(copy -> all.putAll(copy.entries));
    copies.forEach(copy -> copy.entries.putAll(all));
    copies.forEach(copy -> copy.merged.run());
  }

  static final class Copy implements SharedMap {
    private final MapNetwork network;
    private final Map<String, byte[]> entries = new TreeMap<>();
    private Consumer<String> changed = _ -> {};
    private Runnable merged = () -> {};

    Copy(MapNetwork network) {
      this.network = network;
    }

    void set(String key, byte @Nullable [] value) {
      if (value == null) {
        entries.remove(key);
      } else {
        entries.put(key, value);
      }
      changed.accept(key);
    }

    @Override
    public byte @Nullable [] get(String key) {
      return entries.get(key);
    }

    @Override
    public Set<String> keys() {
      return Set.copyOf(entries.keySet());
    }

    @Override
    public Map<String, byte[]> all() {
      return Map.copyOf(entries);
    }

    @Override
    public void put(String key, byte[] value) {
      network.put(this, key, value);
    }

    @Override
    public void remove(String key) {
      network.put(this, key, null);
    }

    @Override
    public void follow(Consumer<String> onChange, Runnable onMerge) {
      changed = onChange;
      merged = onMerge;
    }
  }
}
