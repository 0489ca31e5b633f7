package why401.probe;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;
import why401.http.Origin;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.lockout.LockoutGuard;

/// A prober that asks the [LockoutGuard] before a password is sent and reports how the attempt
/// ended, for scheduled runs, experiments and ad-hoc requests alike: of the password for the target
/// and of that for the forward proxy, each by itself. Credentials that lock no account pass.
public final class AccountProtectingProber implements Prober {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_RUN_WAIT = Duration.ofSeconds(2);

  /// Longer than the pause that the guard keeps after a refusal.
  private static final Duration EXPERIMENT_WAIT = Duration.ofSeconds(3);

  private final Prober inner;
  private final LockoutGuard lockout;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final LongSupplier nanos;
  private final RefusalWindow refusals = new RefusalWindow();

  /// Protects the accounts that `inner` logs in to.
  ///
  /// @param sleeper for the wait while another attempt with the same password is running
  /// @param nanos monotonic time
  public AccountProtectingProber(
      Prober inner,
      LockoutGuard lockout,
      InstantSource clock,
      Sleeper sleeper,
      LongSupplier nanos) {
    this.inner = inner;
    this.lockout = lockout;
    this.clock = clock;
    this.sleeper = sleeper;
    this.nanos = nanos;
  }

  /// How long a run may wait for its credential before it is sent: part of its timeout.
  public static Duration maxWait(Probe probe) {
    Duration quarter = probe.timeout().dividedBy(4);
    return quarter.compareTo(LONGEST_RUN_WAIT) < 0 ? quarter : LONGEST_RUN_WAIT;
  }

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    Outcome outcome = sendThroughProxy(probe, credentials, variation);
    boolean none = credentials instanceof Credentials.None && probe.credential() != null;
    boolean made = variation instanceof RequestVariation.Nonsense;
    boolean proven = !none && !made && !(variation instanceof RequestVariation.Anonymous);
    refusals.add(probe.name(), outcome, proven);
    if (!(variation instanceof RequestVariation.AsConfigured)) {
      refusals.addShared(place(probe), outcome);
    }
    if (proven && outcome instanceof Outcome.Accepted && !refusals.isEmpty()) {
      refusals.accepted(place(probe));
    }
    return outcome;
  }

  /// A request without credentials while the password is held back. It shows no secret and is what
  /// every browser sends first, so it counts towards no limit.
  public Outcome look(Probe probe) {
    return sendThroughProxy(probe, new Credentials.None(), new RequestVariation.Anonymous());
  }

  /// Takes back what was counted against the password of `probe`: it was never judged.
  public void unjudged(Probe probe, Credentials credentials) {
    String account = account(probe, credentials);
    if (account != null && isPassword(credentials)) {
      lockout.unjudged(account, credentials.fingerprint(lockout.key()), Origin.of(probe.url()));
    }
  }

  /// Brings the next attempt of the passwords forward that `probe` has besides its credentials:
  /// that of the forward proxy, and those in its body and headers.
  public void release(Probe probe) {
    ProxyAccount.of(probe, lockout.key()).ifPresent(proxy -> lockout.release(proxy.name()));
    lockout.release("body of " + probe.name());
    lockout.release("header of " + probe.name());
  }

  private static String place(Probe probe) {
    return Origin.of(probe.url()) + " " + probe.credential();
  }

  /// How many more requests of `probe` may be refused before a filter that bans addresses would
  /// act. The experiments of all probes of its origin and credential count together.
  public int refusalsLeft(Probe probe) {
    Instant now = clock.instant();
    return refusals.left(probe.name(), place(probe), now);
  }

  private Outcome sendThroughProxy(
      Probe probe, Credentials credentials, RequestVariation variation) {
    Optional<ProxyAccount> proxy = ProxyAccount.of(probe, lockout.key());
    if (proxy.isEmpty()) {
      return sendToTarget(probe, credentials, variation);
    }
    String account = proxy.get().name();
    String fingerprint = proxy.get().fingerprint();
    if (!waitForTurn(new Attempt(account, fingerprint, ""), maxWait(probe, variation))) {
      return heldBack(RenewalFailure.Reason.PROXY_PROTECTION, "the password of the proxy");
    }
    Outcome outcome = sendToTarget(probe, credentials, variation);
    switch (outcome) {
      case Outcome.Refused refused when byProxy(refused) -> lockout.refused(account, fingerprint);
      case Outcome.Accepted _, Outcome.Refused _, Outcome.Unexpected _ ->
          lockout.accepted(account, fingerprint);
      case Outcome.Unreachable _, Outcome.Withheld _ -> lockout.unknown(account, fingerprint);
    }
    return outcome;
  }

  /// One showing of a password.
  ///
  /// @param account under which its refusals are counted
  /// @param place the origin that sees it
  private record Attempt(String account, String fingerprint, String place) {}

  private static String place(Probe probe, RequestVariation variation) {
    return Origin.of(
        variation instanceof RequestVariation.ControlResource(URI url) ? url : probe.url());
  }

  private static boolean byProxy(Outcome.Refused refused) {
    return refused.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
  }

  private static Duration maxWait(Probe probe, RequestVariation variation) {
    return variation instanceof RequestVariation.AsConfigured ? maxWait(probe) : EXPERIMENT_WAIT;
  }

  private Outcome sendToTarget(Probe probe, Credentials credentials, RequestVariation variation) {
    return variation instanceof RequestVariation.Anonymous
        ? sendAlone(probe, credentials, variation)
        : sendAccompanied(
            probe.companions().ready().iterator(),
            () -> sendAlone(probe, credentials, variation),
            probe,
            variation);
  }

  /// Each password among the companions is an attempt at an account of its own. A refusal counts
  /// against all of them, unless its challenge asks for something else.
  private Outcome sendAccompanied(
      Iterator<Probe.Companion> left,
      Supplier<Outcome> send,
      Probe probe,
      RequestVariation variation) {
    if (!left.hasNext()) {
      return send.get();
    }
    Probe.Companion next = left.next();
    if (!isPassword(next.credentials())) {
      return sendAccompanied(left, send, probe, variation);
    }
    Attempt attempt =
        new Attempt(
            next.name(), next.credentials().fingerprint(lockout.key()), place(probe, variation));
    if (!waitForTurn(attempt, maxWait(probe, variation))) {
      return heldBack(RenewalFailure.Reason.ACCOUNT_PROTECTION, "the password of " + next.name());
    }
    Outcome outcome = sendAccompanied(left, send, probe, variation);
    if (outcome instanceof Outcome.Refused refused
        && (asksForOther(refused) || isOfDecoy(attempt, variation))) {
      lockout.unknown(attempt.account(), attempt.fingerprint(), attempt.place());
    } else {
      report(attempt, outcome, true);
    }
    return outcome;
  }

  /// Whether it was refused for what was made up beside it: so far it was good.
  private boolean isOfDecoy(Attempt attempt, RequestVariation variation) {
    return variation instanceof RequestVariation.Nonsense
        && lockout.isGood(attempt.account(), attempt.fingerprint(), attempt.place());
  }

  private static boolean asksForOther(Outcome.Refused refused) {
    List<String> schemes = Challenges.in(refused.exchange().response().headers()).schemes();
    return !schemes.isEmpty() && !schemes.contains("basic") && !schemes.contains("digest");
  }

  private Outcome sendAlone(Probe probe, Credentials credentials, RequestVariation variation) {
    Credentials sent = sent(credentials, variation);
    String credential = account(probe, sent);
    if (credential == null || !isPassword(sent)) {
      return inner.send(probe, credentials, variation);
    }
    boolean run = variation instanceof RequestVariation.AsConfigured;
    Attempt attempt =
        new Attempt(credential, sent.fingerprint(lockout.key()), place(probe, variation));
    if (!waitForTurn(attempt, maxWait(probe, variation))) {
      return heldBack(RenewalFailure.Reason.ACCOUNT_PROTECTION, "the password");
    }
    Outcome outcome = inner.send(probe, credentials, variation);
    report(attempt, outcome, run);
    return outcome;
  }

  /// The credentials that are sent: a decoy is not an attempt at the account.
  private static Credentials sent(Credentials credentials, RequestVariation variation) {
    return switch (variation) {
      case RequestVariation.Anonymous _, RequestVariation.Nonsense _ -> new Credentials.None();
      case RequestVariation.WithCredentials other -> other.credentials();
      case RequestVariation.AsConfigured _,
          RequestVariation.Again _,
          RequestVariation.FreshSession _,
          RequestVariation.ControlResource _,
          RequestVariation.AtAddress _,
          RequestVariation.WithoutRedirects _ ->
          credentials;
    };
  }

  /// Under which name its refusals are counted; null if there is none.
  private static @Nullable String account(Probe probe, Credentials sent) {
    if (sent instanceof Credentials.Body) {
      return "body of " + probe.name();
    }
    boolean header = probe.credential() == null && !probe.companions().headers().isEmpty();
    return header ? "header of " + probe.name() : probe.credential();
  }

  private static boolean isPassword(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Basic _, Credentials.Digest _ -> true;
      // A header with Basic credentials counts as well.
      case Credentials.Key key -> key.scheme().equals("Basic");
      case Credentials.Body body -> body.ofAccount() || isPassword(body.client());
      case Credentials.None _, Credentials.Placed _, Credentials.Session _, Credentials.Signed _ ->
          false;
    };
  }

  /// Waits for the outcome of another attempt that tries the same password for the first time.
  private boolean waitForTurn(Attempt one, Duration maxWait) {
    long end = nanos.getAsLong() + maxWait.toNanos();
    while (!lockout.mayTry(one.account(), one.fingerprint(), one.place())) {
      if (lockout.heldBack(one.account(), one.fingerprint(), one.place())
          || nanos.getAsLong() - end >= 0) {
        return false;
      }
      try {
        sleeper.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private Outcome.Withheld heldBack(RenewalFailure.Reason reason, String password) {
    Instant now = clock.instant();
    if (lockout.isCutOff()) {
      return new Outcome.Withheld(
          now,
          Outcome.Withheld.Reason.CLUSTER,
          RenewalFailure.of(now, reason, lockout.why()).with(RenewalFailure.Detail.CLUSTER));
    }
    return new Outcome.Withheld(
        now,
        Outcome.Withheld.Reason.ACCOUNT_PROTECTION,
        RenewalFailure.of(
            now,
            reason,
            password
                + " was refused too often; it is held back so that its account is not locked"));
  }

  private void report(Attempt one, Outcome outcome, boolean run) {
    switch (outcome) {
      case Outcome.Accepted _ -> lockout.accepted(one.account(), one.fingerprint(), one.place());
      case Outcome.Refused refused when !saysNothing(one, refused, run) ->
          lockout.refused(one.account(), one.fingerprint(), one.place());
      case Outcome.Refused _, Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ ->
          lockout.unknown(one.account(), one.fingerprint(), one.place());
    }
  }

  /// Whether the target did not see the password, or another resource of it accepts the very
  /// password, so that a right is missing here.
  private boolean saysNothing(Attempt one, Outcome.Refused refused, boolean run) {
    return byProxy(refused)
        || (run
            && refused.shape() == Outcome.Shape.FORBIDDEN
            && lockout.isGood(one.account(), one.fingerprint(), one.place()));
  }

  /// Whether the password of the forward proxy is held back.
  public boolean holdsBackProxy(Probe probe) {
    return ProxyAccount.of(probe, lockout.key())
        .filter(proxy -> lockout.heldBack(proxy.name(), proxy.fingerprint()))
        .isPresent();
  }

  /// Whether a credential of `probe` is held back because it was refused too often, the one that is
  /// examined or one that goes with it; asking changes nothing.
  public boolean holdsBack(Probe probe, Credentials credentials) {
    return isHeldBack(account(probe, credentials), probe, credentials)
        || probe.companions().ready().stream()
            .anyMatch(one -> isHeldBack(one.name(), probe, one.credentials()));
  }

  private boolean isHeldBack(@Nullable String account, Probe probe, Credentials credentials) {
    return account != null
        && lockout.heldBack(
            account, credentials.fingerprint(lockout.key()), Origin.of(probe.url()));
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return inner.addresses(probe);
  }

  @Override
  public void forget(String probe) {
    refusals.forget(probe);
    inner.forget(probe);
  }
}
