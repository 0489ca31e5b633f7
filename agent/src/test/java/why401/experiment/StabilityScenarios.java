package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.diagnosis.Jwts;
import why401.diagnosis.evidence.RunSeries;
import why401.experiment.World.Reply;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalResult;

/// Refusals that come and go, sessions, and replicas that differ.
final class StabilityScenarios {
  private StabilityScenarios() {}

  static void portal(ExperimentFixture bed, String sent, String current) {
    bed.credential =
        new Credential.FormLogin(
            "portal", ExperimentFixture.URL, Map.of(), "SESSION", null, TlsOptions.DEFAULT);
    bed.credentials = Jwts.session(1, sent, World.NOON.minusSeconds(60));
    bed.workedWith = bed.credentials;
    bed.cookiesBefore = true;
    bed.world.target = Targets.portal(List.of(current));
    bed.world.renewal =
        _ -> new RenewalResult.Renewed("portal", Jwts.session(2, current, bed.world.now).token());
  }

  static RunSeries steady() {
    return new RunSeries(
        IntStream.range(0, 20)
            .mapToObj(i -> new RunSeries.Run(World.NOON.minusSeconds(600L - i * 30L), true))
            .toList(),
        false);
  }

  static List<InetAddress> addresses() {
    try {
      return List.of(
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}),
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 2}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "a single 401",
            TRANSIENT,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "a single 401 after a long good time",
            TRANSIENT,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.history = steady();
              bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "a single 401 that names an audience",
            TRANSIENT,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target =
                  Targets.turns(Targets.invalidToken("The aud claim is not valid"), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "every second request refused",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target =
                  ask -> ask.nth() % 2 == 0 ? Targets.invalidToken("") : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "one replica of two names an audience",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target =
                  ask ->
                      ask.nth() % 2 == 0
                          ? Targets.invalidToken("The aud claim is not valid")
                          : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "one replica of two, met by chance",
            TRANSIENT,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.control = true;
              bed.world.target =
                  ask ->
                      List.of(0, 1, 4).contains(ask.nth())
                          ? Targets.invalidToken("")
                          : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "token ends while it is examined",
            INCONSISTENT_BACKENDS,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
              bed.world.tokenEnds = World.NOON.plusSeconds(2);
              return bed.examine();
            }),
        Scenario.of(
            "one address of two refuses",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.addresses = 2;
              bed.world.addresses = addresses();
              bed.world.target =
                  ask ->
                      ask.variation() instanceof RequestVariation.AtAddress at
                              && at.address().getHostAddress().equals("192.0.2.2")
                          ? Reply.of(200)
                          : Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "stale replica behind Basic",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              SecretScenarios.basic(bed, "secret");
              Reply refused = Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"");
              bed.world.target = ask -> ask.nth() % 2 == 0 ? refused : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "sessions lost",
            SESSION_STALE,
            CERTAIN,
            bed -> {
              portal(bed, "old", "new");
              return bed.examine();
            }),
        Scenario.of(
            "login refused after the session ended",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              portal(bed, "old", "new");
              bed.world.renewal =
                  _ ->
                      new RenewalResult.Failed(
                          "portal", TokenWorld.rejected(401, "", "the login form came back"));
              return bed.examine();
            }),
        Scenario.of(
            "old cookies are in the way",
            SESSION_STALE,
            LIKELY,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.cookiesBefore = true;
              bed.world.target =
                  ask ->
                      ask.variation() instanceof RequestVariation.FreshSession
                          ? Reply.of(200)
                          : Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "stale nonce",
            SESSION_STALE,
            CERTAIN,
            bed -> {
              bed.credential =
                  new Credential.Digest("printer", "probe", SecretSource.fixed(Secret.of("u")));
              bed.credentials = new Credentials.Digest("probe", Secret.of("secret"));
              bed.workedWith = bed.credentials;
              Reply stale =
                  Reply.of(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", stale=true");
              bed.world.target =
                  ask ->
                      ask.variation() instanceof RequestVariation.FreshSession
                          ? Reply.of(200)
                          : stale;
              return bed.examine();
            }));
  }
}
