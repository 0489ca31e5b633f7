package why401;

import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.Background;
import why401.diagnosis.Cause;
import why401.diagnosis.Means;
import why401.diagnosis.Neighbours;
import why401.diagnosis.Setup;
import why401.diagnosis.Verdict;
import why401.probe.Probe;
import why401.token.IssuerHealth;
import why401.token.Tokens;

/// What the agent knows beside a refusal: the configuration, the past, and how other probes fare.
final class Surroundings {
  private final Supplier<Collection<Watched>> fleet;
  private final Tokens tokens;

  Surroundings(Supplier<Collection<Watched>> fleet, Tokens tokens) {
    this.fleet = fleet;
    this.tokens = tokens;
  }

  /// The background of `watched`, of which the host resolves to `addresses` addresses.
  Background of(Watched watched, int addresses) {
    Probe probe = watched.probe();
    Credential credential = watched.credential();
    Setup setup =
        new Setup(
            probe.name(),
            probe.credential(),
            credential == null ? "" : credential.type(),
            probe.token(),
            Means.of(probe, credential, addresses),
            watched.configuration(),
            watched.configuredAt());
    Case open = watched.open();
    Verdict previous = open == null ? null : open.verdict();
    return new Background(
        setup,
        watched.lastGood(null),
        watched.history(),
        neighbours(watched),
        issuer(credential).orElse(null),
        previous);
  }

  private Optional<IssuerHealth> issuer(@Nullable Credential credential) {
    return issuerOf(credential)
        .flatMap(
            label ->
                tokens.issuers().stream()
                    .filter(health -> health.issuer().equals(label))
                    .findFirst());
  }

  private static Optional<String> issuerOf(@Nullable Credential credential) {
    return credential instanceof Credential.Renewable renewable
        ? Optional.of(renewable.issuerLabel())
        : Optional.empty();
  }

  private Neighbours neighbours(Watched watched) {
    Probe probe = watched.probe();
    String credential = probe.credential();
    String origin = origin(probe.url());
    Optional<String> issuer = issuerOf(watched.credential());
    return new Neighbours(
        tally(
            watched,
            other ->
                credential != null
                    && credential.equals(other.probe().credential())
                    && !origin(other.probe().url()).equals(origin)),
        tally(
            watched,
            other ->
                origin(other.probe().url()).equals(origin)
                    && other.probe().credential() != null
                    && !other.probe().credential().equals(credential)),
        tally(watched, other -> issuer.isPresent() && issuerOf(other.credential()).equals(issuer)),
        mixed(watched, origin));
  }

  private int mixed(Watched watched, String origin) {
    return (int)
        fleet.get().stream()
            .filter(other -> other != watched && origin(other.probe().url()).equals(origin))
            .map(Watched::open)
            .filter(Objects::nonNull)
            .filter(open -> open.verdict().cause() == Cause.INCONSISTENT_BACKENDS)
            .count();
  }

  private Neighbours.Tally tally(Watched watched, Predicate<Watched> near) {
    int accepted = 0;
    int refused = 0;
    for (Watched other : fleet.get()) {
      Watched.Glance glance = other.last();
      if (other != watched && glance != null && near.test(other)) {
        accepted += glance.accepted() ? 1 : 0;
        refused += glance.refused() ? 1 : 0;
      }
    }
    return new Neighbours.Tally(accepted, refused);
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
