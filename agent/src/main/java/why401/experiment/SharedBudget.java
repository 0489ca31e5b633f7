package why401.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.deployment.SharedRecords;

/// What all members of a cluster sent to a target, or with a credential, in the last hour. A member
/// that is cut off counts what it sent itself.
final class SharedBudget {
  private static final Logger LOG = LoggerFactory.getLogger(SharedBudget.class);
  private static final String KIND = "budget";
  private static final int ATTEMPTS = 20;

  private final SharedRecords members;
  private final InstantSource clock;
  private final Duration window;

  SharedBudget(SharedRecords members, InstantSource clock, Duration window) {
    this.members = members;
    this.clock = clock;
    this.window = window;
  }

  /// How many requests there were; 0 if that cannot be known.
  int count(String key) {
    try {
      return times(members.read(KIND, key)).size();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Takes `requests` from each of `keys` if that leaves none with more than `most`.
  ///
  /// @return whether it did
  boolean take(List<String> keys, int requests, int most) {
    for (int i = 0; i < keys.size(); i++) {
      if (!change(keys.get(i), requests, most)) {
        add(keys.subList(0, i), -requests);
        return false;
      }
    }
    return true;
  }

  /// Adds what was sent, or takes the last ones back.
  void add(List<String> keys, int requests) {
    for (String key : keys) {
      var _ = change(key, requests, Integer.MAX_VALUE);
    }
  }

  private boolean change(String key, int requests, int most) {
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        byte[] content = members.read(KIND, key);
        List<Long> times = times(content);
        if (requests > 0 && times.size() > most - requests) {
          return false;
        }
        if (members.replace(KIND, key, content, bytes(times, requests))) {
          return true;
        }
      }
    } catch (IOException e) {
      LOG.debug("budget of {}: {}", key, e.getMessage());
    }
    return true;
  }

  private byte[] bytes(List<Long> times, int requests) {
    List<Long> next =
        new ArrayList<>(times.subList(0, Math.max(0, times.size() + Math.min(0, requests))));
    long now = clock.instant().toEpochMilli();
    for (int i = 0; i < requests; i++) {
      next.add(now);
    }
    return next.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" "))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private List<Long> times(byte @Nullable [] content) {
    List<Long> times = new ArrayList<>();
    Instant start = clock.instant().minus(window);
    String text = content == null ? "" : new String(content, StandardCharsets.US_ASCII);
    for (String one : text.split(" ", -1)) {
      if (!one.isEmpty() && Long.parseLong(one) > start.toEpochMilli()) {
        times.add(Long.parseLong(one));
      }
    }
    return times;
  }
}
