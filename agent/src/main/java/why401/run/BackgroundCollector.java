package why401.run;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
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
public final class BackgroundCollector {
  private final Supplier<Collection<ProbeState>> probes;
  private final TokenSource tokens;

  /// @param probes all that are configured, at the time of the call
  public BackgroundCollector(Supplier<Collection<ProbeState>> probes, TokenSource tokens) {
    this.probes = probes;
    this.tokens = tokens;
  }

  /// The background of a probe whose host resolves to `addresses` addresses.
  public Background of(ProbeState probeState, int addresses) {
    return of(probeState, addresses, Instant.EPOCH);
  }

  /// The same; what probes of the same origin and credential did before `since` says nothing of
  /// now.
  public Background of(ProbeState probeState, int addresses, Instant since) {
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
        neighbours(probeState, since),
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

  /// How many other probes of the same origin and credential were accepted last.
  int acceptedSiblings(ProbeState probeState) {
    return neighbours(probeState, Instant.EPOCH).sibling().accepted();
  }

  private Neighbours neighbours(ProbeState probeState, Instant since) {
    String issuer = issuerOf(probeState.credential()).orElse(null);
    Around around = new Around(probeState, issuer, since);
    probes.get().forEach(around::add);
    return around.neighbours();
  }

  /// The other probes, counted in one pass.
  private static final class Around {
    private final ProbeState probeState;
    private final @Nullable String issuer;
    private final Instant since;
    private final Count sameCredential = new Count();
    private final Count sameTarget = new Count();
    private final Count sameIssuer = new Count();
    private final Count sibling = new Count();
    private @Nullable String accepted;
    private @Nullable String refused;
    private int mixed;

    /// @param issuer of its tokens, or null
    Around(ProbeState probeState, @Nullable String issuer, Instant since) {
      this.probeState = probeState;
      this.issuer = issuer;
      this.since = since;
    }

    void add(ProbeState other) {
      // Perhaps the same probe, seen from another of its credentials.
      if (other.probe().name().equals(probeState.probe().name())) {
        return;
      }
      boolean target = other.origin().equals(probeState.origin());
      DiagnosisCache open = target ? other.open() : null;
      mixed += open != null && open.verdict().cause() == Cause.INCONSISTENT_BACKENDS ? 1 : 0;
      RunSummary summary = other.last();
      if (summary != null) {
        add(other, summary, target);
      }
    }

    private void add(ProbeState other, RunSummary summary, boolean target) {
      String own = probeState.probe().credential();
      String credential = other.probe().credential();
      boolean shared = own != null && own.equals(credential);
      if (shared && (isOver(summary) || (target && summary.at().isBefore(since)))) {
        return;
      }
      if (shared) {
        (target ? sibling : sameCredential).add(summary);
        name(other, summary);
      } else if (target && credential != null) {
        sameTarget.add(summary);
      }
      if (issuer != null && issuerOf(other.credential()).filter(issuer::equals).isPresent()) {
        sameIssuer.add(summary);
      }
    }

    /// Whether it was accepted before these refusals began, which may have reached it since.
    private boolean isOver(RunSummary summary) {
      return summary.accepted() && summary.at().isBefore(probeState.refusedSince());
    }

    /// One that is accepted is named rather than another.
    private void name(ProbeState other, RunSummary summary) {
      if (summary.accepted() && accepted == null) {
        accepted = other.probe().name();
      } else if (!summary.accepted() && refused == null) {
        refused = other.probe().name();
      }
    }

    Neighbours neighbours() {
      String named = accepted != null ? accepted : refused;
      return new Neighbours(
          sameCredential.tally(),
          sameTarget.tally(),
          sameIssuer.tally(),
          sibling.tally(),
          named == null ? "" : named,
          mixed);
    }
  }

  /// Last runs, counted.
  private static final class Count {
    private int accepted;
    private int refused;

    void add(RunSummary summary) {
      accepted += summary.accepted() ? 1 : 0;
      refused += summary.refused() ? 1 : 0;
    }

    Neighbours.Tally tally() {
      return new Neighbours.Tally(accepted, refused);
    }
  }
}
