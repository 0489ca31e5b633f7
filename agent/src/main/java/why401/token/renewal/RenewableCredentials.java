package why401.token.renewal;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.TokenOrder;
import why401.time.Durations;
import why401.time.PairedClock;
import why401.token.issuer.IssuerLimiter;

/// The configured credentials, the state of each renewable one, and the limiters of their issuers.
public final class RenewableCredentials {
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

  private final PairedClock clocks;
  private final RandomGenerator random;
  private final Map<String, RenewalQueue> queues = new ConcurrentHashMap<>();
  private volatile Map<String, RenewableCredential> renewables = Map.of();
  private volatile List<RenewableCredential> distinct = List.of();
  private volatile Map<String, Credential> credentials = Map.of();

  public RenewableCredentials(PairedClock clocks, RandomGenerator random) {
    this.clocks = clocks;
    this.random = random;
  }

  /// New ones are spread over the time that the queue needs for them, to avoid a thundering herd.
  /// Those that obtain the same token are one, the first by name: a provider may end the token of
  /// one when it issues that of the other.
  public synchronized void apply(Collection<Credential> all) {
    Map<String, Credential> next = new TreeMap<>();
    Map<TokenOrder, RenewableCredential> byOrder = new LinkedHashMap<>();
    Map<String, RenewableCredential> renewable = new LinkedHashMap<>();
    all.forEach(credential -> next.put(credential.name(), credential));
    Duration spread =
        Durations.min(LONGEST_SPREAD, IssuerLimiter.queueTime(next.size() - renewables.size()));
    for (Credential credential : next.values()) {
      if (credential instanceof Credential.Renewable renewed) {
        renewable.put(
            renewed.name(),
            byOrder.computeIfAbsent(TokenOrder.of(renewed), _ -> known(renewed, spread)));
      }
    }
    credentials = Map.copyOf(next);
    renewables = Map.copyOf(renewable);
    distinct = List.copyOf(byOrder.values());
    queues.keySet().retainAll(next.values().stream().map(RenewableCredentials::label).toList());
  }

  private RenewableCredential known(Credential.Renewable renewed, Duration spread) {
    RenewableCredential known = renewables.get(renewed.name());
    return known != null && known.credential().equals(renewed) ? known : fresh(renewed, spread);
  }

  private RenewableCredential fresh(Credential.Renewable credential, Duration spread) {
    Duration wait =
        spread.isPositive() ? Durations.scale(spread, random.nextDouble()) : Duration.ZERO;
    return new RenewableCredential(credential, queue(credential.issuerLabel()), clocks.now(), wait);
  }

  private static String label(Credential credential) {
    return switch (credential) {
      case Credential.Renewable renewable -> renewable.issuerLabel();
      case Credential.Bearer bearer -> bearer.issuer() == null ? "" : bearer.issuer().label();
      case Credential.Basic _,
          Credential.Digest _,
          Credential.ApiKey _,
          Credential.SigV4 _,
          Credential.Hmac _,
          Credential.TlsCertificate _ ->
          "";
    };
  }

  public IssuerLimiter limiter(String issuerLabel) {
    return queue(issuerLabel).limiter();
  }

  private RenewalQueue queue(String label) {
    return queues.computeIfAbsent(
        label, name -> new RenewalQueue(new IssuerLimiter(name, clocks.now())));
  }

  /// What obtains the token of `credential`, which may bear the name of another one that obtains
  /// the same.
  @Nullable
  public RenewableCredential find(String credential) {
    return renewables.get(credential);
  }

  /// The names of those whose token `credential` obtains.
  public List<String> sharers(String credential) {
    return renewables.entrySet().stream()
        .filter(one -> one.getValue().name().equals(credential))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Each once.
  public Collection<RenewableCredential> renewable() {
    return distinct;
  }

  public Optional<Credential> fixed(String credential) {
    return Optional.ofNullable(credentials.get(credential));
  }

  public List<String> names() {
    return credentials.keySet().stream().sorted().toList();
  }

  /// The limiters in use, each with one credential of that issuer.
  public Map<IssuerLimiter, Credential.Renewable> limiters() {
    return limiters(distinct);
  }

  /// The same for some of them.
  public static Map<IssuerLimiter, Credential.Renewable> limiters(
      Collection<RenewableCredential> some) {
    Map<IssuerLimiter, Credential.Renewable> inUse = new LinkedHashMap<>();
    some.forEach(renewable -> inUse.putIfAbsent(renewable.limiter(), renewable.credential()));
    return inUse;
  }
}
