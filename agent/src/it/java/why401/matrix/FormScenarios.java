package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.FakeClock;

/// Apache httpd with a login form and sessions in cookies.
final class FormScenarios {
  private static final Map<String, String> USERS = Map.of("probe", "right");
  private static final String FORM = "Apache httpd, mod_auth_form, mod_session_crypto";
  private static final String WELCOME = "expect { body = \"welcome\" }";
  private static final Duration LONG = Duration.ofHours(1);

  private FormScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "form: sessions dropped, redirect to the login page",
            new Truth(
                FORM,
                "the cookie key changes with a deployment",
                "the old session is sent to the login page, again and again; a fresh one is"
                    + " accepted"),
            certain(Cause.SESSION_STALE),
            stage -> dropped(stage, true)),
        new Scenario(
            "form: sessions dropped, 401",
            new Truth(
                FORM,
                "the cookie key changes with a deployment",
                "the old session is refused, again and again; a fresh one is accepted"),
            certain(Cause.SESSION_STALE),
            stage -> dropped(stage, false)),
        new Scenario(
            "form: password changed",
            new Truth(
                FORM,
                "the password and the cookie key change",
                "the session is refused and the login is as well; a locked account may look the"
                    + " same"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = started(stage, true);
              stage.lab.apache.serve(
                  path, new ApacheSite.FormLogin(Map.of("probe", "changed"), LONG, true, "key-2"));
              stage.refused();
            }),
        new Scenario(
            "form: the server's clock jumps ahead",
            new Truth(
                FORM + ", faketime",
                "the server's clock is set 3 hours ahead; all sessions are over for it",
                "its Date is 3 hours ahead of ours, and by that the session is over"),
            certain(Cause.CLOCK_SKEW),
            stage -> {
              try (FakeClock clock = FakeClock.create();
                  ApacheServer apache =
                      ApacheServer.start(
                          Map.of("/own", new ApacheSite.FormLogin(USERS, LONG, false, "key-1")),
                          clock.environment())) {
                stage.agent(
                    Stage.conf(
                        Written.form(apache.url("/own-form"), "sessionown", stage.file("right")),
                        apache.url("/own"),
                        WELCOME));
                stage.good(2);
                clock.move(Duration.ofHours(3));
                // A process sees it within a second.
                ScriptedServer.late(Duration.ofMillis(1100));
                stage.refused();
              }
            }));
  }

  private static void dropped(Stage stage, boolean redirect) {
    String path = started(stage, redirect);
    stage.lab.apache.serve(path, new ApacheSite.FormLogin(USERS, LONG, redirect, "key-2"));
    stage.refused();
  }

  static String started(Stage stage, boolean redirect) {
    String path =
        ApacheScenarios.serve(stage, new ApacheSite.FormLogin(USERS, LONG, redirect, "key-1"));
    stage.agent(
        Stage.conf(
            Written.form(
                stage.lab.apache.url(path + "-form"),
                "session" + path.substring(1).replace('/', '-'),
                stage.file("right")),
            stage.lab.apache.url(path),
            WELCOME));
    stage.good(2);
    return path;
  }
}
