package why401.token;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// The credentials there are, each renewable one with its slot, and the gates of their issuers.
final class Slots {
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

  private final Clocks clocks;
  private final RandomGenerator random;
  private final Map<String, IssuerGate> gates = new ConcurrentHashMap<>();
  private volatile Map<String, Slot> slots = Map.of();
  private volatile Map<String, Credential> credentials = Map.of();

  Slots(Clocks clocks, RandomGenerator random) {
    this.clocks = clocks;
    this.random = random;
  }

  /// New ones are spread over the time that the queue needs for them, so that a start is no herd.
  synchronized void apply(Collection<Credential> all) {
    Map<String, Credential> next = new LinkedHashMap<>();
    Map<String, Slot> renewable = new LinkedHashMap<>();
    all.forEach(credential -> next.put(credential.name(), credential));
    Duration spread =
        RenewalPolicy.min(LONGEST_SPREAD, IssuerGate.queueTime(next.size() - slots.size()));
    for (Credential credential : next.values()) {
      if (credential instanceof Credential.Renewable renewed) {
        Slot known = slots.get(renewed.name());
        boolean same = known != null && known.credential().equals(renewed);
        renewable.put(renewed.name(), same ? known : fresh(renewed, spread));
      }
    }
    credentials = Map.copyOf(next);
    slots = Map.copyOf(renewable);
    gates.keySet().retainAll(next.values().stream().map(Slots::label).toList());
  }

  private Slot fresh(Credential.Renewable credential, Duration spread) {
    Duration wait =
        spread.isPositive() ? RenewalPolicy.scale(spread, random.nextDouble()) : Duration.ZERO;
    return new Slot(credential, gate(credential.issuerLabel()), clocks.now(), wait);
  }

  private static String label(Credential credential) {
    return switch (credential) {
      case Credential.Renewable renewable -> renewable.issuerLabel();
      case Credential.Bearer bearer -> bearer.issuer() == null ? "" : bearer.issuer().label();
      case Credential.Basic _, Credential.Digest _, Credential.ApiKey _ -> "";
    };
  }

  IssuerGate gate(String label) {
    return gates.computeIfAbsent(label, name -> new IssuerGate(name, clocks.now()));
  }

  @Nullable Slot find(String credential) {
    return slots.get(credential);
  }

  Collection<Slot> renewable() {
    return slots.values();
  }

  Optional<Credential> fixed(String credential) {
    return Optional.ofNullable(credentials.get(credential));
  }

  List<String> names() {
    return credentials.keySet().stream().sorted().toList();
  }

  /// The gates in use, each with one credential that passes there.
  Map<IssuerGate, Credential.Renewable> gates() {
    Map<IssuerGate, Credential.Renewable> inUse = new LinkedHashMap<>();
    slots.values().forEach(slot -> inUse.putIfAbsent(slot.gate(), slot.credential()));
    return inUse;
  }
}
