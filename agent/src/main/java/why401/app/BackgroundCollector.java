package why401.app;

import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.credential.Credential;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Probe;
import why401.token.IssuerHealth;
import why401.token.TokenSource;

/// Collects what the agent knows besides a refusal: the configuration, the history, and the results
/// of other probes.
final class BackgroundCollector {
  private final Supplier<Collection<ProbeState>> probes;
  private final TokenSource tokens;

  BackgroundCollector(Supplier<Collection<ProbeState>> probes, TokenSource tokens) {
    this.probes = probes;
    this.tokens = tokens;
  }

  /// The background of a probe whose host resolves to `addresses` addresses.
  Background of(ProbeState probeState, int addresses) {
    Probe probe = probeState.probe();
    Credential credential = probeState.credential();
    ProbeContext context =
        new ProbeContext(
            probe.name(),
            probe.credential(),
            credential == null ? "" : credential.type(),
            probe.token(),
            Capabilities.of(
                probe, credential, ClientCertificateFile.read(probe.tls().cert()), addresses),
            probeState.configuration(),
            probeState.configuredAt());
    DiagnosisCache open = probeState.open();
    Verdict previous = open == null ? null : open.verdict();
    return new Background(
        context,
        probeState.lastGood(null),
        probeState.history(),
        neighbours(probeState),
        issuer(credential).orElse(null),
        credential == null ? null : tokens.providerClock(credential).orElse(null),
        previous,
        open == null ? Observations.NONE : open.observations());
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

  private Neighbours neighbours(ProbeState probeState) {
    Probe probe = probeState.probe();
    String credential = probe.credential();
    String origin = origin(probe.url());
    Optional<String> issuer = issuerOf(probeState.credential());
    return new Neighbours(
        tally(
            probeState,
            other ->
                credential != null
                    && credential.equals(other.probe().credential())
                    && !origin(other.probe().url()).equals(origin)),
        tally(
            probeState,
            other ->
                origin(other.probe().url()).equals(origin)
                    && other.probe().credential() != null
                    && !other.probe().credential().equals(credential)),
        tally(
            probeState, other -> issuer.isPresent() && issuerOf(other.credential()).equals(issuer)),
        tally(
            probeState,
            other ->
                credential != null
                    && credential.equals(other.probe().credential())
                    && origin(other.probe().url()).equals(origin)),
        named(probeState, credential),
        flappingNeighbours(probeState, origin));
  }

  /// A probe that shares the credential, preferably one that is accepted.
  private String named(ProbeState probeState, @Nullable String credential) {
    if (credential == null) {
      return "";
    }
    return probes.get().stream()
        .filter(other -> !same(other, probeState) && other.last() != null)
        .filter(other -> credential.equals(other.probe().credential()))
        .sorted(Comparator.comparing((ProbeState other) -> !accepted(other)))
        .map(other -> other.probe().name())
        .findFirst()
        .orElse("");
  }

  /// Whether they are the same probe, perhaps seen from another of its credentials.
  private static boolean same(ProbeState a, ProbeState b) {
    return a.probe().name().equals(b.probe().name());
  }

  private static boolean accepted(ProbeState other) {
    ProbeState.Summary summary = other.last();
    return summary != null && summary.accepted();
  }

  private int flappingNeighbours(ProbeState probeState, String origin) {
    return (int)
        probes.get().stream()
            .filter(other -> !same(other, probeState) && origin(other.probe().url()).equals(origin))
            .map(ProbeState::open)
            .filter(Objects::nonNull)
            .filter(open -> open.verdict().cause() == Cause.INCONSISTENT_BACKENDS)
            .count();
  }

  private Neighbours.Tally tally(ProbeState probeState, Predicate<ProbeState> near) {
    int accepted = 0;
    int refused = 0;
    for (ProbeState other : probes.get()) {
      ProbeState.Summary summary = other.last();
      if (!same(other, probeState) && summary != null && near.test(other)) {
        accepted += summary.accepted() ? 1 : 0;
        refused += summary.refused() ? 1 : 0;
      }
    }
    return new Neighbours.Tally(accepted, refused);
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
