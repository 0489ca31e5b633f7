package why401.experiment;

import static why401.diagnosis.Cause.*;
import static why401.diagnosis.Confidence.CERTAIN;
import static why401.diagnosis.Confidence.LIKELY;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.Tls;
import why401.diagnosis.History;
import why401.diagnosis.Jwts;
import why401.experiment.World.Reply;
import why401.probe.Variation;
import why401.token.Fault;
import why401.token.Proof;
import why401.token.Renewal;

/// Refusals that come and go, sessions, and replicas that differ.
final class StabilityScenarios {
  private StabilityScenarios() {}

  private static void portal(Bed bed, String sent, String current) {
    bed.credential =
        new Credential.FormLogin("portal", Bed.URL, Map.of(), "SESSION", null, Tls.DEFAULT);
    bed.proof = Jwts.session(1, sent, World.NOON.minusSeconds(60));
    bed.workedWith = bed.proof;
    bed.cookiesBefore = true;
    bed.world.target = Targets.portal(List.of(current));
    bed.world.renewal =
        _ -> new Renewal.Renewed("portal", Jwts.session(2, current, bed.world.now).token());
  }

  static History steady() {
    return new History(
        IntStream.range(0, 20)
            .mapToObj(i -> new History.Run(World.NOON.minusSeconds(600L - i * 30), true))
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
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "a single 401 after a long good time",
            TRANSIENT,
            CERTAIN,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.history = steady();
              bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "a single 401 that names an audience",
            TRANSIENT,
            LIKELY,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.world.target =
                  Targets.turns(Targets.invalidToken("The aud claim is not valid"), Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "every second request refused",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.world.target =
                  ask -> ask.nth() % 2 == 0 ? Targets.invalidToken("") : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "one replica of two names an audience",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.world.target =
                  ask ->
                      ask.nth() % 2 == 0
                          ? Targets.invalidToken("The aud claim is not valid")
                          : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "one address of two refuses",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.addresses = 2;
              bed.world.addresses = addresses();
              bed.world.target =
                  ask ->
                      ask.variation() instanceof Variation.AtAddress at
                              && at.address().getHostAddress().equals("192.0.2.2")
                          ? Reply.of(200)
                          : Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "stale replica behind Basic",
            INCONSISTENT_BACKENDS,
            LIKELY,
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
                      new Renewal.Failed(
                          "portal", TokenScenarios.rejected(401, "", "the login form came back"));
              return bed.examine();
            }),
        Scenario.of(
            "old cookies are in the way",
            SESSION_STALE,
            LIKELY,
            bed -> {
              TokenScenarios.healthy(bed, TokenScenarios.first());
              bed.cookiesBefore = true;
              bed.world.target =
                  ask ->
                      ask.variation() instanceof Variation.FreshSession
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
              bed.proof = new Proof.Digest("probe", Secret.of("secret"));
              bed.workedWith = bed.proof;
              Reply stale =
                  Reply.of(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\", stale=true");
              bed.world.target =
                  ask -> ask.variation() instanceof Variation.FreshSession ? Reply.of(200) : stale;
              return bed.examine();
            }));
  }

  static Stream<Scenario> withheld() {
    return Stream.of(
        Scenario.of(
            "no secret",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> bed.withheld(fault(Fault.Reason.SECRET_UNAVAILABLE, "file /s: empty"))),
        Scenario.of(
            "provider down",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            bed -> bed.withheld(fault(Fault.Reason.UNREACHABLE, "connection refused"))),
        Scenario.of(
            "provider slow",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            bed -> bed.withheld(fault(Fault.Reason.TIMEOUT, "no answer in 3 s"))),
        Scenario.of(
            "provider answers garbage",
            IDENTITY_PROVIDER_UNAVAILABLE,
            LIKELY,
            bed -> bed.withheld(fault(Fault.Reason.INVALID_RESPONSE, "no access_token"))),
        Scenario.of(
            "provider limits",
            RATE_LIMITED,
            CERTAIN,
            bed -> bed.withheld(fault(Fault.Reason.RATE_LIMITED, "429"))),
        Scenario.of(
            "client secret wrong",
            CREDENTIALS_INVALID,
            CERTAIN,
            bed ->
                bed.withheld(
                    TokenScenarios.rejected(401, "invalid_client", "Invalid client credentials"))),
        Scenario.of(
            "client disabled",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> bed.withheld(TokenScenarios.rejected(400, "invalid_client", "Client disabled"))),
        Scenario.of(
            "scope not granted",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed ->
                bed.withheld(TokenScenarios.rejected(400, "invalid_scope", "Invalid scopes: x"))),
        Scenario.of(
            "user password wrong or locked",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              bed.credential =
                  new Credential.Password(
                      "robot", Bed.client(), "u", SecretSource.fixed(Secret.of("p")));
              return bed.withheld(
                  TokenScenarios.rejected(401, "invalid_grant", "Invalid user credentials"));
            }),
        Scenario.of(
            "user disabled",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> {
              bed.credential =
                  new Credential.Password(
                      "robot", Bed.client(), "u", SecretSource.fixed(Secret.of("p")));
              return bed.withheld(
                  TokenScenarios.rejected(400, "invalid_grant", "Account disabled"));
            }),
        Scenario.of(
            "refresh token dead",
            TOKEN_REVOKED,
            LIKELY,
            bed -> {
              bed.credential =
                  new Credential.RefreshToken(
                      "desktop", Bed.client(), SecretSource.fixed(Secret.of("r")));
              return bed.withheld(
                  TokenScenarios.rejected(400, "invalid_grant", "grant request is invalid"));
            }),
        Scenario.of(
            "password held back, nothing known",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> bed.withheld(fault(Fault.Reason.ACCOUNT_PROTECTION, "2 refusals in 15 min"))));
  }

  private static Fault fault(Fault.Reason reason, String description) {
    return Fault.of(World.NOON, reason, description);
  }
}
