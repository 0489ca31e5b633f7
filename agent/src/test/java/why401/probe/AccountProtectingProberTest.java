package why401.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.http.HttpResponse;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.lockout.AccountProtection;
import why401.token.lockout.LockoutGuard;

class AccountProtectingProberTest {
  private static final String CREDENTIAL = "orders-key";
  private static final URI URL = URI.create("https://api.example/");
  private static final RequestVariation RUN = new RequestVariation.AsConfigured();
  private static final RequestVariation AGAIN = new RequestVariation.Again();
  private static final Credentials PASSWORD = new Credentials.Basic("u", Secret.of("old-password"));

  private static final Credentials SECOND =
      new Credentials.Basic("s", Secret.of("second-password"));
  private static final Credentials TOKEN = new Credentials.StaticBearer(Secret.of("token"));

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private int status = 401;
  private final List<Credentials> sent = new ArrayList<>();
  private final Probe probe = ProbeBuilder.of(URL.toString()).build();
  private final LockoutGuard guard = new LockoutGuard(AccountProtection.DEFAULT, this::nanos);
  private final AccountProtectingProber prober =
      new AccountProtectingProber(
          new Target(), guard, () -> now, pause -> now = now.plus(pause), this::nanos);

  private long nanos() {
    return now.toEpochMilli() * 1_000_000;
  }

  /// Answers every request with `status`.
  private final class Target implements Prober {
    @Override
    public Outcome send(Probe asked, Credentials credentials, RequestVariation variation) {
      sent.add(credentials);
      SentRequest request =
          new SentRequest(now, "GET", URL, CREDENTIAL, credentials.scheme(), "", null, true, true);
      Exchange exchange =
          new Exchange(
              request,
              now,
              URL,
              new HttpResponse(status, List.of(), ""),
              0,
              false,
              List.of(),
              null,
              null,
              Duration.ZERO,
              Map.of());
      return switch (status) {
        case 200 -> new Outcome.Accepted(exchange);
        case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
        case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
        case 403 -> new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN);
        default -> new Outcome.Unexpected(exchange, "status");
      };
    }

    @Override
    public List<InetAddress> addresses(Probe asked) {
      return List.of();
    }

    @Override
    public void forget(String name) {}
  }

  private Outcome send(Credentials credentials, RequestVariation variation) {
    return prober.send(probe, credentials, variation);
  }

  @Test
  void runsAndExperiments_shareTheAllowance() {
    send(PASSWORD, RUN);
    send(PASSWORD, AGAIN);
    assertThat(prober.holdsBack(probe, PASSWORD)).isTrue();
    assertThat(send(PASSWORD, RUN))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held -> {
              assertThat(held.reason()).isEqualTo(Outcome.Withheld.Reason.ACCOUNT_PROTECTION);
              assertThat(held.failure().reason())
                  .isEqualTo(RenewalFailure.Reason.ACCOUNT_PROTECTION);
            });
    assertThat(send(PASSWORD, AGAIN)).isInstanceOf(Outcome.Withheld.class);
    assertThat(sent).hasSize(2);
  }

  /// A password that goes with a token is guarded like one that goes alone.
  @Test
  void passwordBesideAToken_isHeldBack_andTheTokenIsNotSentAloneInItsPlace() {
    prober.send(together(), TOKEN, RUN);
    prober.send(together(), TOKEN, AGAIN);
    assertThat(prober.holdsBack(together(), TOKEN)).isTrue();
    assertThat(prober.holdsBack(probe, TOKEN)).isFalse();
    assertThat(prober.send(together(), TOKEN, RUN))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held -> assertThat(held.failure().description()).contains("the password of second"));
    assertThat(sent).hasSize(2);
  }

  @Test
  void twoPasswords_areGuardedEachByItself() {
    guard.accepted(CREDENTIAL, PASSWORD.fingerprint(guard.key()), "https://api.example");
    prober.send(together(), PASSWORD, RUN);
    prober.send(together(), PASSWORD, RUN);
    assertThat(prober.send(together(), PASSWORD, RUN))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held -> assertThat(held.failure().description()).contains("the password of second"));
  }

  @Test
  void goodPasswordBesideADecoy_isNotChargedWithItsRefusal() {
    status = 200;
    prober.send(together(), TOKEN, RUN);
    status = 401;
    prober.send(together(), TOKEN, new RequestVariation.Nonsense());
    prober.send(together(), TOKEN, new RequestVariation.Nonsense());
    prober.send(together(), TOKEN, new RequestVariation.Nonsense());
    assertThat(prober.holdsBack(together(), TOKEN)).isFalse();
  }

  private Probe together() {
    return probe.sending(
        CREDENTIAL, probe.companions().with(List.of(new Probe.Companion("second", SECOND))));
  }

  @Test
  void anAcceptedPassword_isNotHeldBack() {
    send(PASSWORD, RUN);
    status = 200;
    send(PASSWORD, AGAIN);
    status = 401;
    send(PASSWORD, RUN);
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
  }

  /// Accepted at one origin, refused at another: the good probe runs on, the bad one is held back.
  @Test
  void twoOrigins_areJudgedEachByItself() {
    Probe other = ProbeBuilder.of("https://other.example/").build();
    int refused = 0;
    for (int run = 0; run < 20; run++) {
      status = 401;
      refused += prober.send(other, PASSWORD, RUN) instanceof Outcome.Refused ? 1 : 0;
      now = now.plusSeconds(5);
      status = 200;
      assertThat(send(PASSWORD, RUN)).isInstanceOf(Outcome.Accepted.class);
      now = now.plusSeconds(5);
    }
    assertThat(refused).isEqualTo(2);
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
    assertThat(prober.holdsBack(other, PASSWORD)).isTrue();
  }

  /// The good probe has the longer interval, and comes first when the other is held back already.
  @Test
  void origin_thatWasNotAskedYet_isGivenOneChance() {
    Probe other = ProbeBuilder.of("https://other.example/").build();
    prober.send(other, PASSWORD, RUN);
    now = now.plusSeconds(5);
    prober.send(other, PASSWORD, RUN);
    now = now.plusSeconds(5);
    assertThat(prober.holdsBack(other, PASSWORD)).isTrue();
    status = 200;
    assertThat(send(PASSWORD, RUN)).isInstanceOf(Outcome.Accepted.class);
    assertThat(prober.holdsBack(other, PASSWORD)).isTrue();
  }

  /// Many targets may ask one directory: a wrong password costs it one attempt more, not one each.
  @Test
  void wrongPassword_isNotTriedAtEveryOrigin() {
    for (int target = 0; target < 10; target++) {
      prober.send(ProbeBuilder.of("https://t" + target + ".example/").build(), PASSWORD, RUN);
      now = now.plusSeconds(5);
    }
    assertThat(sent).hasSize(3);
  }

  private Probe behindProxy(String proxyPassword) {
    SecretSource password = SecretSource.fixed(Secret.of(proxyPassword));
    return ProbeBuilder.of(URL.toString())
        .proxy(new Probe.Proxy(URI.create("http://proxy.example:3128"), "squid", password))
        .build();
  }

  /// A token locks no account, but the proxy's password does.
  @Test
  void wrongPasswordOfTheProxy_isHeldBackWhateverTheTargetIsShown() {
    status = 407;
    Probe asked = behindProxy("wrong");
    Credentials token = new Credentials.StaticBearer(Secret.of("t"));
    for (int run = 0; run < 13; run++) {
      prober.send(asked, token, RUN);
      now = now.plusSeconds(2);
    }
    assertThat(sent).hasSize(2);
    assertThat(prober.holdsBackProxy(asked)).isTrue();
    assertThat(prober.send(asked, token, RUN))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held ->
                assertThat(held.failure().reason())
                    .isEqualTo(RenewalFailure.Reason.PROXY_PROTECTION));
    status = 200;
    assertThat(prober.send(behindProxy("right"), token, RUN)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void refusalByTheProxy_isNoneOfTheTargetsPassword() {
    status = 407;
    prober.send(behindProxy("wrong"), PASSWORD, RUN);
    now = now.plusSeconds(2);
    prober.send(behindProxy("wrong"), PASSWORD, RUN);
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
  }

  @Test
  void forbiddenToAGoodPassword_isChargedToExperimentsOnly() {
    status = 200;
    send(PASSWORD, RUN);
    status = 403;
    send(PASSWORD, RUN);
    assertThat(guard.isGood(CREDENTIAL, PASSWORD.fingerprint(guard.key()), "https://api.example"))
        .isTrue();
    send(PASSWORD, AGAIN);
    assertThat(guard.isGood(CREDENTIAL, PASSWORD.fingerprint(guard.key()), "https://api.example"))
        .isFalse();
  }

  @Test
  void anUndecidedAttempt_makesRoomForTheNext() {
    status = 503;
    send(PASSWORD, RUN);
    assertThat(guard.mayTry(CREDENTIAL, PASSWORD.fingerprint(guard.key()))).isTrue();
  }

  @Test
  void whileAnotherAttemptIsPending_aRunWaitsAndIsThenWithheld() {
    guard.mayTry(CREDENTIAL, PASSWORD.fingerprint(guard.key()));
    Instant before = now;
    assertThat(send(PASSWORD, RUN)).isInstanceOf(Outcome.Withheld.class);
    assertThat(Duration.between(before, now))
        .isCloseTo(AccountProtectingProber.maxWait(probe), Duration.ofMillis(20));
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
  }

  static List<Credentials> passwords() {
    return List.of(
        PASSWORD,
        new Credentials.Digest("u", Secret.of("old-password")),
        new Credentials.Key(
            Credential.Placement.HEADER, "Authorization", Secret.of("Basic b2xkOm9sZA==")));
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void everyFormOfAPassword_isCounted(Credentials credentials) {
    send(credentials, RUN);
    now = now.plusSeconds(2);
    send(credentials, RUN);
    assertThat(prober.holdsBack(probe, credentials)).isTrue();
  }

  @Test
  void whatLocksNoAccount_passes() {
    Credentials token = new Credentials.StaticBearer(Secret.of("some-token"));
    for (int i = 0; i < 5; i++) {
      send(token, RUN);
      send(PASSWORD, new RequestVariation.Anonymous());
      send(PASSWORD, new RequestVariation.Nonsense());
    }
    assertThat(sent).hasSize(15);
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
  }

  @Test
  void aReplacedPassword_isTheOneThatCounts() {
    Credentials cleaned = new Credentials.Basic("u", Secret.of("cleaned-password"));
    send(PASSWORD, new RequestVariation.WithCredentials(cleaned));
    now = now.plusSeconds(2);
    send(PASSWORD, new RequestVariation.WithCredentials(cleaned));
    assertThat(prober.holdsBack(probe, cleaned)).isTrue();
    assertThat(prober.holdsBack(probe, PASSWORD)).isFalse();
  }
}
