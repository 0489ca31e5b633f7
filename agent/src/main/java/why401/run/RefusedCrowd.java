package why401.run;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The probes that are refused at one origin with one credential: to a filter that bans addresses
/// they are one client. One of them that is accepted again speeds all of them up. Safe for many
/// threads.
final class RefusedCrowd {
  private final Map<String, Set<String>> refused = new ConcurrentHashMap<>();
  private final Map<String, Instant> accepted = new ConcurrentHashMap<>();

  /// A run of `probe` was refused.
  ///
  /// @param place origin and credential
  void refused(String place, String probe) {
    refused.computeIfAbsent(place, _ -> ConcurrentHashMap.newKeySet()).add(probe);
  }

  /// A run of `probe` was accepted.
  void accepted(String place, String probe, Instant at) {
    Set<String> crowd = refused.isEmpty() ? null : refused.get(place);
    if (crowd != null && crowd.contains(probe)) {
      refused.remove(place);
      accepted.put(place, at);
    }
  }

  /// How many probes are refused at `place`.
  int size(String place) {
    Set<String> crowd = refused.get(place);
    return crowd == null ? 0 : crowd.size();
  }

  /// When a probe that had been refused at `place` was accepted; the epoch if none was.
  Instant acceptedAt(String place) {
    return accepted.getOrDefault(place, Instant.EPOCH);
  }

  /// The probe is gone.
  void forget(String probe) {
    refused.values().forEach(crowd -> crowd.remove(probe));
    refused.values().removeIf(Set::isEmpty);
  }
}
