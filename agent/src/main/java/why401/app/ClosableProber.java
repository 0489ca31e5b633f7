package why401.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalFailure;

/// A prober that can be closed, so that no request is sent while the agent stops: neither a run nor
/// an experiment of a running diagnosis.
final class ClosableProber implements Prober {
  private final Prober inner;
  private final InstantSource clock;
  private volatile boolean closed;

  ClosableProber(Prober inner, InstantSource clock) {
    this.inner = inner;
    this.clock = clock;
  }

  void close() {
    closed = true;
  }

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    if (closed) {
      return new Outcome.Withheld(
          clock.instant(),
          Outcome.Withheld.Reason.SHUTDOWN,
          RenewalFailure.of(
              clock.instant(), RenewalFailure.Reason.SHUTDOWN, "the agent is stopping"));
    }
    return inner.send(probe, credentials, variation);
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return closed ? List.of() : inner.addresses(probe);
  }

  @Override
  public void forget(String probe) {
    inner.forget(probe);
  }
}
