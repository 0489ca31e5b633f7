package why401;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.Variation;
import why401.token.Fault;
import why401.token.Proof;

/// A prober that can be shut, so that no request leaves while the agent ends: neither a run nor an
/// experiment of a diagnosis that was under way.
final class GatedProber implements Prober {
  private final Prober inner;
  private final InstantSource clock;
  private volatile boolean shut;

  GatedProber(Prober inner, InstantSource clock) {
    this.inner = inner;
    this.clock = clock;
  }

  void shut() {
    shut = true;
  }

  @Override
  public Outcome send(Probe probe, Proof proof, Variation variation) {
    if (shut) {
      return new Outcome.Withheld(
          clock.instant(),
          Outcome.Withheld.Reason.SHUTDOWN,
          Fault.of(clock.instant(), Fault.Reason.SECRET_UNAVAILABLE, "the agent is ending"));
    }
    return inner.send(probe, proof, variation);
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return shut ? List.of() : inner.addresses(probe);
  }

  @Override
  public void forget(String probe) {
    inner.forget(probe);
  }
}
