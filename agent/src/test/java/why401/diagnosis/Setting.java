package why401.diagnosis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.RemainingBudget;
import why401.probe.Probe;
import why401.token.Credentials;
import why401.token.IssuerHealth;

/// What is known beside a refusal, for [A].
public abstract sealed class Setting permits A {
  @Nullable Credentials worked;
  int workedAgo = 30;
  LastAccepted.Surface surface = new LastAccepted.Surface("", null, null, List.of(), false);
  @Nullable String challengeBefore;
  @Nullable Duration skewBefore;
  public String type = "";
  Probe.TokenDemand demand = Probe.TokenDemand.NONE;
  Capabilities capabilities =
      new Capabilities(false, null, false, false, false, true, false, null, 1);
  RunSeries history = RunSeries.NONE;
  Neighbours neighbours = Neighbours.NONE;
  @Nullable IssuerHealth issuer;
  RemainingBudget budget = new RemainingBudget(6, 1);

  abstract A self();

  abstract Credentials shown();

  /// Exactly this proof was accepted before.
  public A worked() {
    return worked(shown());
  }

  public A worked(Credentials before) {
    worked = before;
    return self();
  }

  /// The same, seconds ago.
  A workedAgo(int seconds) {
    workedAgo = seconds;
    return worked();
  }

  public A surface(String server, boolean cookies, String... redirects) {
    surface = new LastAccepted.Surface(server, null, null, List.of(redirects), cookies);
    return self();
  }

  public A challengeBefore(String challenge) {
    challengeBefore = challenge;
    return self();
  }

  /// The target's clock was off by so much while it was good.
  A skewBefore(Duration skew) {
    skewBefore = skew;
    return self();
  }

  A demands(@Nullable String audience, @Nullable String from) {
    demand = new Probe.TokenDemand(audience, from);
    return self();
  }

  public A means(Capabilities given) {
    capabilities = given;
    return self();
  }

  A history(RunSeries given) {
    history = given;
    return self();
  }

  A neighbours(Neighbours given) {
    neighbours = given;
    return self();
  }

  public A issuer(boolean up) {
    issuer = new IssuerHealth(Jwts.ISSUER, up, A.NOON, up ? null : "connection refused");
    return self();
  }

  public A allowed(int requests, int refusals) {
    budget = new RemainingBudget(requests, refusals);
    return self();
  }
}
