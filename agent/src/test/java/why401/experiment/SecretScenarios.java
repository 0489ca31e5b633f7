package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;

import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.experiment.World.Reply;
import why401.token.Credentials;

/// Passwords and API keys.
final class SecretScenarios {
  private static final Reply BASIC = Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"");

  private SecretScenarios() {}

  static Credentials.Basic password(String value) {
    return new Credentials.Basic("probe", Secret.of(value));
  }

  static Credentials.Key key(String value) {
    return new Credentials.Key(Credential.Placement.HEADER, "X-API-Key", Secret.of(value));
  }

  static void basic(ExperimentFixture bed, String sent) {
    bed.credential =
        new Credential.Basic("legacy", "probe", SecretSource.fixed(Secret.of("unused")));
    bed.credentials = password(sent);
    bed.workedWith = bed.credentials;
    bed.serverBefore = "Apache/2.4.57";
    bed.world.target = Targets.basic("Apache/2.4.57", "secret");
  }

  static void partner(ExperimentFixture bed, String sent) {
    bed.credential =
        new Credential.ApiKey(
            "partner",
            Credential.Placement.HEADER,
            "X-API-Key",
            SecretSource.fixed(Secret.of("unused")),
            null);
    bed.credentials = key(sent);
    bed.workedWith = bed.credentials;
    bed.world.target = Targets.keys("current");
  }

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "password changed, server silent",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              basic(bed, "old");
              return bed.examine();
            }),
        Scenario.of(
            "password never worked",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              basic(bed, "old");
              bed.workedWith = null;
              return bed.examine();
            }),
        Scenario.of(
            "password wrong and said",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              basic(bed, "old");
              bed.world.target =
                  _ ->
                      Reply.of(401, "WWW-Authenticate: Basic realm=\"api\"")
                          .body("{\"detail\":\"Invalid username/password.\"}");
              return bed.examine();
            }),
        Scenario.of(
            "account locked and said",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> {
              basic(bed, "secret");
              bed.world.target =
                  _ ->
                      Reply.of(401)
                          .body(
                              "{\"error\":\"Your account has been locked because of too many failed"
                                  + " attempts to login.\"}");
              return bed.examine();
            }),
        Scenario.of(
            "Require fails with the right password",
            INSUFFICIENT_SCOPE,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.control = true;
              bed.world.target =
                  ask ->
                      ask.url().equals(ExperimentFixture.CONTROL)
                              && ask.credentials() instanceof Credentials.Basic(var user, _)
                              && !user.equals("nobody")
                          ? Reply.of(200)
                          : BASIC;
              return bed.examine();
            }),
        Scenario.of(
            "module switched to Negotiate",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.world.target = _ -> Reply.of(401, "WWW-Authenticate: Negotiate");
              return bed.examine();
            }),
        Scenario.of(
            "nginx page with Negotiate",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.world.target =
                  _ ->
                      Reply.of(401, "WWW-Authenticate: Negotiate")
                          .body("<title>401 Authorization Required</title>");
              return bed.examine();
            }),
        Scenario.of(
            "Digest no longer offered",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            bed -> {
              bed.credential =
                  new Credential.Digest("printer", "probe", SecretSource.fixed(Secret.of("u")));
              bed.credentials = new Credentials.Digest("probe", Secret.of("secret"));
              bed.workedWith = bed.credentials;
              bed.world.target = _ -> BASIC;
              return bed.examine();
            }),
        Scenario.of(
            "another server took over, and answers everybody alike",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.world.target = Targets.basic("nginx/1.22", "never");
              return bed.examine();
            }),
        Scenario.of(
            "one 401 with Basic",
            TRANSIENT,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.world.target = Targets.turns(BASIC, Reply.of(200));
              return bed.examine();
            }),
        Scenario.of(
            "password with stray line break",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              basic(bed, "secret\n");
              bed.workedWith = null;
              return bed.examine();
            }));
  }
}
