package why401.experiment;

import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import why401.http.Origin;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalFailure;

/// A prober for experiments, which waits for the pace of the origin that is asked.
final class PacedProber implements Prober {
  private static final String TOO_MANY =
      "too many diagnoses ask this target at the same time (ten extra requests a second)";

  private final Prober inner;
  private final ExperimentPace pace;

  PacedProber(Prober inner, ExperimentPace pace) {
    this.inner = inner;
    this.pace = pace;
  }

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    URI url =
        variation instanceof RequestVariation.ControlResource(URI other) ? other : probe.url();
    return pace.atOrigin(Origin.of(url)) ? inner.send(probe, credentials, variation) : leftOut();
  }

  private static Outcome leftOut() {
    Instant now = Instant.EPOCH;
    return new Outcome.Withheld(
        now,
        Outcome.Withheld.Reason.SLOWED_DOWN,
        RenewalFailure.of(now, RenewalFailure.Reason.ACCOUNT_PROTECTION, TOO_MANY));
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return inner.addresses(probe);
  }

  @Override
  public void forget(String probe) {
    inner.forget(probe);
  }
}
