package why401.matrix;

import static why401.matrix.Expected.certain;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import why401.cause.Cause;
import why401.partner.PlainHttp;
import why401.partner.ResourceServer;

/// A Keycloak whose clock is wrong.
final class KeycloakClockScenarios {
  private static final String CLOCKED = "Keycloak, faketime";
  private static final Duration FAR = Duration.ofMinutes(20);

  private KeycloakClockScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "clock: Keycloak's is behind, its tokens are over when they are issued",
            new Truth(
                CLOCKED + "; Spring Security, JWT",
                "Keycloak's clock is set 20 minutes back, and the agent is restarted; tokens live"
                    + " for ten",
                "a token that has just been issued says that it was issued 20 minutes ago, and is"
                    + " over by our clock and by the target's"),
            certain(Cause.CLOCK_SKEW),
            stage -> {
              jwt(stage);
              stage.goodJustNow(2);
              moved(
                  stage,
                  FAR.negated(),
                  () -> {
                    // A token at once: no time may pass for the agent alone.
                    stage.agent().restart();
                    stage.agent().awaitToken("p");
                    // It may obtain no other one within a second of it.
                    Awaitility.await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
                    stage.refused();
                  });
            }),
        new Scenario(
            "clock: Keycloak's jumps ahead, and it refuses the token in hand",
            new Truth(
                CLOCKED + ", userinfo",
                "Keycloak's clock is set 20 minutes ahead; tokens live for ten",
                "the token has life by our clock, and a fresh one says that it was issued 20"
                    + " minutes from now"),
            certain(Cause.CLOCK_SKEW),
            stage -> {
              userinfo(stage);
              stage.good(2);
              moved(stage, FAR, stage::refused);
            }),
        ControlScenarios.control(
            "control: Keycloak's clock is 20 minutes ahead of its target's",
            CLOCKED + "; Spring Security, JWT",
            "tokens are issued in the future; the target looks at their end only",
            stage -> {
              jwt(stage);
              stage.good(2);
              moved(
                  stage,
                  FAR,
                  () -> {
                    stage.agent().renew("c");
                    stage.good(2);
                  });
            }),
        ControlScenarios.control(
            "control: Keycloak's clock is 20 minutes behind and judges its own tokens",
            CLOCKED + ", userinfo",
            "a renewed token is over by our clock and good by Keycloak's",
            stage -> {
              userinfo(stage);
              stage.good(2);
              moved(
                  stage,
                  FAR.negated(),
                  () -> {
                    stage.agent().renew("c");
                    stage.quiet(2);
                  });
            }));
  }

  private static void jwt(Stage stage) {
    ClockedLab clocked = stage.lab.clocked();
    ResourceServer api =
        stage.lab.second(
            ReplicaScenarios.keySet(stage, PlainHttp.get(clocked.realm().jwksUri()).body()));
    String client = stage.lab.fresh("client");
    clocked.realm().clients().createConfidential(client, Callers.SECRET);
    stage.agent(
        Stage.conf(
            Written.client(clocked.realm(), client, stage.file(Callers.SECRET)),
            api.url("/things")));
  }

  private static void userinfo(Stage stage) {
    ClockedLab clocked = stage.lab.clocked();
    Callers.login(stage, clocked.realm(), Callers.userinfo(clocked.realm()), "scope = openid");
  }

  private static void moved(Stage stage, Duration ahead, Runnable play) {
    stage.lab.clocked().move(ahead);
    try {
      play.run();
    } finally {
      stage.lab.clocked().move(Duration.ZERO);
    }
  }
}
