package why401.matrix;

import static why401.matrix.Expected.certain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.KeycloakRealm;
import why401.partner.NginxLocations;
import why401.partner.PlainHttp;

/// A Spring Security resource server: what it demands, what it knows, what its clock says.
final class ResourceServerScenarios {
  private static final String JWT = "Spring Security, JWT";
  private static final String OPAQUE = "Spring Security, introspection";

  private ResourceServerScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "audience: the mapper is removed at Keycloak",
            new Truth(
                JWT,
                "tokens from now on lack the audience",
                "`aud` of the last accepted token had it, and Spring says that aud is not valid"),
            certain(Cause.AUDIENCE_MISMATCH),
            stage -> {
              String client = Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.realm.clients().removeAudience(client, Lab.AUDIENCE);
              stage.agent().renew("c");
              stage.refused();
            }),
        new Scenario(
            "audience: never had it, and the demand is configured",
            new Truth(
                JWT,
                "the client has no audience mapper",
                "the token lacks what the target demands"),
            certain(Cause.AUDIENCE_MISMATCH),
            stage -> {
              String client = stage.lab.fresh("client");
              stage.lab.realm.clients().createConfidential(client, Callers.SECRET);
              stage.agent(
                  Stage.conf(
                      Written.client(stage.lab.realm, client, stage.file(Callers.SECRET)),
                      stage.lab.api.url("/things"),
                      "token { audience = \"" + Lab.AUDIENCE + "\" }"));
              stage.refused();
            }),
        new Scenario(
            "scope: taken from the client",
            new Truth(
                JWT,
                "the client scope orders.read is taken back",
                "403 insufficient_scope, and the last accepted token had the scope"),
            certain(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              String client = Callers.made(stage);
              stage.lab.realm.clients().addScope(client, "orders.read");
              stage.agent(
                  Stage.conf(
                      Written.client(stage.lab.realm, client, stage.file(Callers.SECRET)),
                      stage.lab.api.url("/orders")));
              stage.good(2);
              stage.lab.realm.clients().removeScope(client, "orders.read");
              stage.agent().renew("c");
              stage.refused();
            }),
        new Scenario(
            "role: taken from the user",
            new Truth(
                JWT, "the realm role auditor is taken from the user", "403 insufficient_scope"),
            certain(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              stage.lab.realm.users().addRealmRole(pair.user(), "auditor");
              stage.agent(
                  Stage.conf(
                      Written.user(
                          stage.lab.realm,
                          pair.client(),
                          stage.file(Callers.SECRET),
                          pair.user(),
                          stage.file(Callers.PASSWORD)),
                      stage.lab.api.url("/audit")));
              stage.good(2);
              stage.lab.realm.users().removeRealmRole(pair.user(), "auditor");
              stage.agent().renew("c");
              stage.refused();
            }),
        new Scenario(
            "issuer: the realm gets another public address",
            new Truth(
                JWT,
                "frontendUrl of the realm changes; tokens from now on have another iss",
                "`iss` of the last accepted token was another, and Spring says that iss is not"
                    + " valid"),
            certain(Cause.ISSUER_MISMATCH),
            stage -> {
              KeycloakRealm realm = stage.lab.realm;
              String client = Callers.made(stage);
              // By its token endpoint alone: an agent that checks the issuer would see it itself.
              stage.agent(
                  Stage.conf(
                      Written.clientAt(realm.tokenEndpoint(), client, stage.file(Callers.SECRET)),
                      stage.lab.api.url("/things")));
              stage.good(2);
              realm.change(Map.of("attributes", Map.of("frontendUrl", "http://login.why401.test")));
              try {
                stage.agent().renew("c");
                stage.refused();
              } finally {
                realm.change(Map.of("attributes", Map.of("frontendUrl", "")));
              }
            }),
        new Scenario(
            "keys: rotated, the old key withdrawn at once",
            new Truth(
                JWT,
                "the realm's key is replaced and the old one deleted",
                "the key set does not hold the token's key any more"),
            certain(Cause.TOKEN_SIGNATURE_INVALID),
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.realm.keys().rotateAndDeleteOld();
              stage.refused();
            }),
        new Scenario(
            "keys: rotated, and the target reads an old copy of the key set",
            new Truth(
                "Spring Security, JWT; nginx with an old copy of the key set",
                "a cache between target and identity provider does not know the new key",
                "the token's key is published and new since the last good run; Spring finds no"
                    + " matching key"),
            certain(Cause.TOKEN_SIGNATURE_INVALID),
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              String old = PlainHttp.get(stage.lab.realm.jwksUri()).body();
              NginxScenarios.serve(
                  stage, "keys", ReplicaScenarios.keySet(stage, old).replace("= /certs", "/"));
              stage.lab.realm.keys().rotate();
              try {
                stage.agent().renew("c");
                stage.refused();
              } finally {
                stage.lab.keysAsTheyAre();
              }
            }),
        new Scenario(
            "keys: the target cannot read the key set",
            new Truth(
                "Spring Security, JWT; nginx in front of the keys",
                "the key set answers 502 to the target, not to us",
                "the target answers 500 or 401 to a token of which the identity provider knows"
                    + " the key"),
            certain(Cause.SERVER_MISCONFIGURED),
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              NginxScenarios.serve(stage, "keys", NginxLocations.answer("/", 502, "no"));
              try {
                stage.refused();
              } finally {
                stage.lab.keysAsTheyAre();
              }
            }),
        new Scenario(
            "clock: the target's is ahead",
            new Truth(
                JWT,
                "the resource server's clock is set 20 minutes ahead",
                "its Date is 20 minutes ahead of ours, and by that the token is over"),
            certain(Cause.CLOCK_SKEW),
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.api.moveClock(Duration.ofMinutes(20));
              try {
                stage.refused();
              } finally {
                stage.lab.api.moveClock(Duration.ZERO);
              }
            }),
        new Scenario(
            "opaque: token revoked",
            new Truth(
                OPAQUE,
                "the token is revoked (RFC 7009)",
                "the old token stays refused and a fresh one is accepted"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              Callers.Pair pair =
                  Callers.login(stage, stage.lab.realm, stage.lab.opaque.url("/things"));
              stage.good(2);
              stage.lab.realm.users().logout(pair.user());
              stage.refused();
            }),
        new Scenario(
            "opaque: the target's own client secret is changed",
            new Truth(
                OPAQUE,
                "the resource server may not introspect any more",
                "it answers an error of its own to a token that works elsewhere"),
            certain(Cause.SERVER_MISCONFIGURED),
            stage -> {
              Callers.client(stage, stage.lab.opaque.url("/things"), "");
              stage.good(2);
              stage.lab.realm.clients().setSecret("introspecting", "changed");
              try {
                stage.refused();
              } finally {
                stage.lab.realm.clients().setSecret("introspecting", "introspecting-secret");
              }
            }));
  }
}
