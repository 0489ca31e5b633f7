package why401.diagnosis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.probe.Probe;
import why401.token.IssuerHealth;
import why401.token.Proof;

/// What is known beside a refusal, for [A].
abstract sealed class Setting permits A {
  @Nullable Proof worked;
  int workedAgo = 30;
  LastGood.Surface surface = new LastGood.Surface("", null, null, List.of(), false);
  @Nullable String challengeBefore;
  @Nullable Duration skewBefore;
  String type = "";
  Probe.TokenDemand demand = Probe.TokenDemand.NONE;
  Means means = new Means(false, null, false, false, false, true, false, 1);
  History history = History.NONE;
  Neighbours neighbours = Neighbours.NONE;
  @Nullable IssuerHealth issuer;
  Allowance allowance = new Allowance(6, 1);

  abstract A self();

  abstract Proof shown();

  /// Exactly this proof was accepted before.
  A worked() {
    return worked(shown());
  }

  A worked(Proof before) {
    worked = before;
    return self();
  }

  /// The same, seconds ago.
  A workedAgo(int seconds) {
    workedAgo = seconds;
    return worked();
  }

  A surface(String server, boolean cookies, String... redirects) {
    surface = new LastGood.Surface(server, null, null, List.of(redirects), cookies);
    return self();
  }

  A challengeBefore(String challenge) {
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

  A means(Means given) {
    means = given;
    return self();
  }

  A history(History given) {
    history = given;
    return self();
  }

  A neighbours(Neighbours given) {
    neighbours = given;
    return self();
  }

  A issuer(boolean up) {
    issuer = new IssuerHealth(Jwts.ISSUER, up, A.NOON, up ? null : "connection refused");
    return self();
  }

  A allowed(int requests, int refusals) {
    allowance = new Allowance(requests, refusals);
    return self();
  }
}
