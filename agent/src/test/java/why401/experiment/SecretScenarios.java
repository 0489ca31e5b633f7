package why401.experiment;

import static why401.diagnosis.Cause.*;
import static why401.diagnosis.Confidence.CERTAIN;
import static why401.diagnosis.Confidence.LIKELY;
import static why401.diagnosis.Confidence.POSSIBLE;

import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.experiment.World.Reply;
import why401.token.Proof;

/// Passwords and API keys.
final class SecretScenarios {
  private static final Reply BASIC = Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"");

  private SecretScenarios() {}

  static Proof.Basic password(String value) {
    return new Proof.Basic("probe", Secret.of(value));
  }

  static Proof.Key key(String value) {
    return new Proof.Key(Credential.Placement.HEADER, "X-API-Key", Secret.of(value));
  }

  static void basic(Bed bed, String sent) {
    bed.credential =
        new Credential.Basic("legacy", "probe", SecretSource.fixed(Secret.of("unused")));
    bed.proof = password(sent);
    bed.workedWith = bed.proof;
    bed.serverBefore = "Apache/2.4.57";
    bed.world.target = Targets.basic("Apache/2.4.57", "secret");
  }

  static void partner(Bed bed, String sent) {
    bed.credential =
        new Credential.ApiKey(
            "partner",
            Credential.Placement.HEADER,
            "X-API-Key",
            SecretSource.fixed(Secret.of("unused")),
            null);
    bed.proof = key(sent);
    bed.workedWith = bed.proof;
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
              bed.world.target = ask -> ask.url().equals(Bed.CONTROL) ? Reply.of(200) : BASIC;
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
            "Digest no longer offered",
            SCHEME_NOT_ACCEPTED,
            CERTAIN,
            bed -> {
              bed.credential =
                  new Credential.Digest("printer", "probe", SecretSource.fixed(Secret.of("u")));
              bed.proof = new Proof.Digest("probe", Secret.of("secret"));
              bed.workedWith = bed.proof;
              bed.world.target = _ -> BASIC;
              return bed.examine();
            }),
        Scenario.of(
            "another server took over and drops the header",
            CREDENTIALS_STRIPPED,
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
            }),
        Scenario.of(
            "API key rolled",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "old");
              return bed.examine();
            }),
        Scenario.of(
            "API key unknown, answer without words",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "old");
              bed.world.target =
                  ask ->
                      ask.proof() instanceof Proof.Key
                          ? Reply.of(401).body("{}")
                          : Reply.of(401).body("{\"message\":\"Authentication required\"}");
              return bed.examine();
            }),
        Scenario.of(
            "API key dropped by a gateway",
            CREDENTIALS_STRIPPED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  _ -> Reply.of(401).body("{\"message\":\"No API key found in request\"}");
              return bed.examine();
            }),
        Scenario.of(
            "API key in quotes",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              partner(bed, "\"current\"");
              bed.workedWith = null;
              return bed.examine();
            }),
        Scenario.of(
            "too many attempts",
            RATE_LIMITED,
            CERTAIN,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  _ ->
                      Reply.of(401, "Retry-After: 30")
                          .body("{\"message\":\"Too many failed attempts; try again later\"}");
              return bed.examine();
            }),
        Scenario.of(
            "nonsense is accepted",
            SERVER_MISCONFIGURED,
            CERTAIN,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  ask ->
                      switch (ask.proof()) {
                        case Proof.Key shown when shown.value().reveal().equals("current") ->
                            Reply.of(401).body("{}");
                        case Proof.Key _ -> Reply.of(200);
                        default -> Reply.of(401).body("{\"e\":\"none\"}");
                      };
              return bed.examine();
            }),
        Scenario.of(
            "403 to everybody",
            INSUFFICIENT_SCOPE,
            POSSIBLE,
            bed -> {
              partner(bed, "current");
              bed.world.target = _ -> Reply.of(403);
              return bed.examine();
            }),
        Scenario.of(
            "proxy wants a user name",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              partner(bed, "current");
              bed.world.target = _ -> Reply.of(407, "Proxy-Authenticate: Basic realm=\"proxy\"");
              return bed.examine();
            }),
        Scenario.of(
            "proxy refuses its user name",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.secretProxy = true;
              bed.world.target = _ -> Reply.of(407, "Proxy-Authenticate: Basic realm=\"proxy\"");
              return bed.examine();
            }),
        Scenario.of(
            "anonymous probe, target demands a credential",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              bed.world.target = _ -> BASIC;
              return bed.examine();
            }));
  }
}
