package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.KeycloakRealm;
import why401.partner.TokenAnswer;

/// Keycloak: what can go wrong with a user and a session.
final class KeycloakUserScenarios {
  private static final String PASSWORD = "Keycloak, password grant";
  private static final String REFRESH = "Keycloak, refresh-token grant";
  private static final String USERINFO = "Keycloak, userinfo";

  private KeycloakUserScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "user: password changed",
            new Truth(
                PASSWORD,
                "the user gets another password",
                "'Invalid user credentials', as also for a locked or deleted user"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> withheld(stage, (realm, user) -> realm.users().setPassword(user, "another"))),
        new Scenario(
            "user: disabled",
            new Truth(PASSWORD, "the user is disabled", "'Account disabled'"),
            certain(Cause.ACCOUNT_LOCKED),
            stage -> withheld(stage, (realm, user) -> realm.users().disable(user))),
        new Scenario(
            "user: deleted",
            new Truth(
                PASSWORD,
                "the user is deleted",
                "'Invalid user credentials': as for a wrong password"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> withheld(stage, (realm, user) -> realm.users().delete(user))),
        new Scenario(
            "user: must change the password",
            new Truth(
                PASSWORD, "the password becomes a temporary one", "'Account is not fully set up'"),
            likely(Cause.ACCOUNT_LOCKED),
            stage ->
                withheld(
                    stage,
                    (realm, user) -> realm.users().setTemporaryPassword(user, Callers.PASSWORD))),
        new Scenario(
            "user: must set up a second factor",
            new Truth(
                PASSWORD, "the required action CONFIGURE_TOTP", "'Account is not fully set up'"),
            likely(Cause.ACCOUNT_LOCKED),
            stage ->
                withheld(
                    stage, (realm, user) -> realm.users().requireActions(user, "CONFIGURE_TOTP"))),
        new Scenario(
            "user: locked by brute-force protection",
            new Truth(
                PASSWORD,
                "somebody else tried wrong passwords until Keycloak locked the user",
                "'Invalid user credentials': Keycloak does not say that it is a lock"),
            likely(Cause.CREDENTIALS_INVALID).really(Cause.ACCOUNT_LOCKED),
            stage -> {
              KeycloakRealm realm = lockable(stage);
              Callers.Pair pair =
                  Callers.login(stage, realm, Callers.userinfo(realm), "scope = openid");
              stage.good(2);
              for (int i = 0; i < 3; i++) {
                realm.password(pair.client(), Callers.SECRET, pair.user(), "wrong");
              }
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "user: direct access grants switched off",
            new Truth(
                PASSWORD,
                "directAccessGrantsEnabled becomes false",
                "'Client not allowed for direct access grants'"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              Callers.Pair pair =
                  Callers.login(stage, stage.lab.realm, stage.lab.api.url("/things"));
              stage.good(2);
              stage
                  .lab
                  .realm
                  .clients()
                  .change(pair.client(), Map.of("directAccessGrantsEnabled", false));
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "session: logged out by an administrator",
            new Truth(
                USERINFO,
                "all sessions of the user are ended while the token lives",
                "the old token stays refused and a fresh one is accepted"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              Callers.Pair pair = userinfo(stage);
              stage.lab.realm.users().logout(pair.user());
              stage.refused();
            }),
        new Scenario(
            "session: all tokens of the realm revoked (not-before)",
            new Truth(
                USERINFO,
                "notBefore is set to now and pushed",
                "the old token stays refused and a fresh one is accepted"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              KeycloakRealm realm = Callers.realm(stage, Map.of());
              Callers.login(stage, realm, Callers.userinfo(realm), "scope = openid");
              stage.good(2);
              realm.pushNotBefore();
              ScriptedServer.late(Duration.ofMillis(1100));
              stage.refused();
            }),
        new Scenario(
            "session: tokens of the client revoked (not-before)",
            new Truth(
                USERINFO,
                "the client's notBefore is set to now",
                "the old token stays refused and a fresh one is accepted"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              Callers.Pair pair = userinfo(stage);
              stage.lab.realm.clients().pushNotBefore(pair.client());
              ScriptedServer.late(Duration.ofMillis(1100));
              stage.refused();
            }),
        new Scenario(
            "session: user disabled while a token is in use",
            new Truth(
                USERINFO,
                "the user is disabled; the token in hand has life",
                "the token is refused, and of a fresh one the identity provider says 'Account"
                    + " disabled'"),
            certain(Cause.ACCOUNT_LOCKED),
            stage -> {
              Callers.Pair pair = userinfo(stage);
              stage.lab.realm.users().disable(pair.user());
              stage.refused();
            }),
        new Scenario(
            "session: user deleted while a token is in use",
            new Truth(
                USERINFO,
                "the user is deleted; the token in hand has life",
                "the token is refused, and of the password the identity provider says that it is"
                    + " invalid: it does not say whether user or password is gone"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              Callers.Pair pair = userinfo(stage);
              stage.lab.realm.users().delete(pair.user());
              stage.refused();
            }),
        new Scenario(
            "refresh token: session ended",
            new Truth(REFRESH, "the user is logged out", "'Session not active'"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              Refreshing it = refreshing(stage, stage.lab.realm);
              stage.lab.realm.users().logout(it.user());
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "refresh token: used by somebody else as well",
            new Truth(
                REFRESH,
                "a rotating refresh token is redeemed elsewhere; the agent's copy is old",
                "'Maximum allowed refresh token reuse exceeded'"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              KeycloakRealm realm = stage.lab.rotating();
              Callers.Pair pair = Callers.user(stage, realm);
              TokenAnswer first =
                  realm.password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD);
              realm.refresh(pair.client(), Callers.SECRET, first.refreshToken());
              stage.agent(
                  Stage.conf(
                      Written.refresh(
                          realm,
                          pair.client(),
                          stage.file(Callers.SECRET),
                          stage.file(first.refreshToken())),
                      Callers.userinfo(realm)));
              stage.refused();
            }),
        new Scenario(
            "refresh token: cut",
            new Truth(
                REFRESH,
                "the last characters are lost on the way into the file",
                "the refresh token is a JWT whose signature is too short: seen without asking"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              String whole =
                  stage
                      .lab
                      .realm
                      .password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD)
                      .refreshToken();
              Path cut = stage.file(whole.substring(0, whole.length() - 12));
              stage.agent(
                  Stage.conf(
                      Written.refresh(
                          stage.lab.realm, pair.client(), stage.file(Callers.SECRET), cut),
                      stage.lab.api.url("/things")));
              stage.refused();
            }),
        new Scenario(
            "refresh token: idle too long",
            new Truth(
                REFRESH, "nobody redeemed it within ssoSessionIdleTimeout", "its own end is over"),
            certain(Cause.TOKEN_EXPIRED),
            stage -> {
              KeycloakRealm realm =
                  Callers.realm(
                      stage, Map.of("ssoSessionIdleTimeout", 1, "ssoSessionMaxLifespan", 1));
              Callers.Pair pair = Callers.user(stage, realm);
              String token =
                  realm
                      .password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD)
                      .refreshToken();
              ScriptedServer.late(Duration.ofMillis(2100));
              stage.agent(
                  Stage.conf(
                      Written.refresh(
                          realm, pair.client(), stage.file(Callers.SECRET), stage.file(token)),
                      Callers.userinfo(realm)));
              stage.refused();
            }));
  }

  /// What the owner of the realm does to the user.
  interface Deed {
    void to(KeycloakRealm realm, String user);
  }

  private static void withheld(Stage stage, Deed deed) {
    Callers.Pair pair = Callers.login(stage, stage.lab.realm, stage.lab.api.url("/things"));
    stage.good(2);
    deed.to(stage.lab.realm, pair.user());
    stage.agent().outlive("c");
    stage.refused();
  }

  private static Callers.Pair userinfo(Stage stage) {
    Callers.Pair pair =
        Callers.login(stage, stage.lab.realm, Callers.userinfo(stage.lab.realm), "scope = openid");
    stage.good(2);
    return pair;
  }

  private static KeycloakRealm lockable(Stage stage) {
    return Callers.realm(
        stage,
        Map.of("bruteForceProtected", true, "failureFactor", 2, "waitIncrementSeconds", 600));
  }

  private record Refreshing(String user) {}

  private static Refreshing refreshing(Stage stage, KeycloakRealm realm) {
    Callers.Pair pair = Callers.user(stage, realm);
    String token =
        realm.password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD).refreshToken();
    stage.agent(
        Stage.conf(
            Written.refresh(realm, pair.client(), stage.file(Callers.SECRET), stage.file(token)),
            stage.lab.api.url("/things")));
    stage.good(2);
    return new Refreshing(pair.user());
  }
}
