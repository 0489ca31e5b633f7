package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.NginxLocations;

/// Squid on the way, which asks for a password of its own.
final class ForwardProxyScenarios {
  private static final String SQUID = "Squid; nginx behind it";
  private static final Map<String, String> USERS = Map.of("probe", "right");
  private static final Map<String, String> CHANGED = Map.of("probe", "changed");

  private ForwardProxyScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "forward proxy: demands a password, and none is configured",
            new Truth(
                SQUID,
                "the proxy demands a user since today; the probe has none for it",
                "407 and a challenge for the proxy, and nothing was sent to it"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              stage.lab.squid().open();
              NginxScenarios.serve(stage, "beyond", NginxScenarios.telling("k1"));
              keyed(stage, "proxy { url = \"" + stage.lab.squid().url() + "\" }");
              stage.good(2);
              stage.lab.squid().admit("somebody", "else");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: a wrong password is put into the agent's file",
            new Truth(
                SQUID,
                "the file of the proxy's password gets another one",
                "407 to a password that was sent; the target was not reached"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              Path password = through(stage, admitted(stage));
              stage.write(password, "wrong");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: password changed at the proxy, nothing sent to the target",
            new Truth(
                SQUID,
                "the proxy's user gets another password; the target is open to all",
                "407 to a password that was good until now"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String user = admitted(stage);
              NginxScenarios.serve(stage, "beyond", NginxLocations.answer("/", 200, "welcome"));
              stage.agent(
                  Stage.anonymous(
                      stage.lab.nginx.url("beyond", "/"),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right"))));
              stage.good(2);
              stage.lab.squid().admit(user, "changed");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: password changed at the proxy, before a tunnel",
            new Truth(
                SQUID + ", HTTPS (CONNECT)",
                "the proxy's user gets another password; the target speaks HTTPS",
                "the proxy answers 407 to CONNECT; no TLS begins"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String user = admitted(stage);
              CertificateScenarios.secure(
                  stage, stage.lab.tls().plain() + NginxScenarios.telling("k1"));
              stage.agent(
                  Stage.conf(
                      Written.apiKey(stage.file("k1")),
                      CertificateScenarios.url(stage),
                      Written.tls(stage.lab.tls()),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right")),
                      "connection = fresh"));
              stage.good(2);
              stage.lab.squid().admit(user, "changed");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: its password is wrong, and so is the target's key",
            new Truth(
                SQUID,
                "the proxy's user gets another password, and the target another key",
                "407: the proxy comes first, its password is what is refused"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String user = admitted(stage);
              through(stage, user);
              NginxScenarios.serve(stage, "beyond", NginxScenarios.telling("k9"));
              stage.lab.squid().admit(user, "changed");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: lets us through, the target's password is changed",
            new Truth(
                SQUID + ", auth_basic",
                "the target's user file gets another password",
                "401 and the target's challenge, by way of a proxy that asks for nothing: mostly"
                    + " the password"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String user = admitted(stage);
              Path users = stage.lab.nginx.passwordFile("beyond", USERS);
              NginxScenarios.serve(stage, "beyond", NginxLocations.basic("/", users));
              stage.agent(
                  Stage.conf(
                      Written.basic(stage.file("right")),
                      stage.lab.nginx.url("beyond", "/"),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right"))));
              stage.good(2);
              stage.lab.nginx.passwordFile("beyond", CHANGED);
              stage.refused();
            }),
        new Scenario(
            "forward proxy: lets us through, the target demands a password of all",
            new Truth(
                SQUID + ", auth_basic",
                "the target demands a password since today; the probe has none",
                "401 and the target's challenge, and no credential was sent but the proxy's"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              String user = admitted(stage);
              NginxScenarios.serve(stage, "beyond", NginxLocations.answer("/", 200, "welcome"));
              stage.agent(
                  Stage.anonymous(
                      stage.lab.nginx.url("beyond", "/"),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right"))));
              stage.good(2);
              Path users = stage.lab.nginx.passwordFile("beyond", USERS);
              NginxScenarios.serve(stage, "beyond", NginxLocations.basic("/", users));
              stage.refused();
            }),
        new Scenario(
            "forward proxy: lets us through, the token's audience is wrong",
            new Truth(
                "Squid; Spring Security, JWT",
                "tokens from now on lack the audience",
                "as without a proxy: `aud` had it, and Spring says that aud is not valid"),
            certain(Cause.AUDIENCE_MISMATCH),
            stage -> {
              String user = admitted(stage);
              String client =
                  Callers.client(
                      stage,
                      stage.lab.api.url("/things"),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right")));
              stage.good(2);
              stage.lab.realm.clients().removeAudience(client, Lab.AUDIENCE);
              stage.agent().renew("c");
              stage.refused();
            }),
        new Scenario(
            "forward proxy: its list denies the address (403)",
            new Truth(
                "Squid",
                "the proxy's access list denies the path",
                "403 with X-Squid-Error: ERR_ACCESS_DENIED: the proxy says that it is who"
                    + " refuses"),
            certain(Cause.REQUEST_BLOCKED),
            stage -> {
              String user = admitted(stage);
              NginxScenarios.serve(stage, "beyond", NginxScenarios.telling("k1"));
              stage.agent(
                  Stage.conf(
                      Written.apiKey(stage.file("k1")),
                      stage.lab.nginx.url("beyond", "/denied"),
                      Written.proxy(stage.lab.squid().url(), user, stage.file("right"))));
              stage.refused();
            }),
        ControlScenarios.control(
            "control: through a proxy that asks for a password",
            SQUID,
            "every request goes through the proxy with its password; then that is changed at both"
                + " ends",
            stage -> {
              String user = admitted(stage);
              Path password = through(stage, user);
              stage.lab.squid().admit(user, "changed");
              stage.write(password, "changed");
              stage.good(2);
            }),
        ControlScenarios.control(
            "control: the proxy does not reach the target",
            SQUID,
            "503 of the proxy: a failure, and no refusal",
            stage -> {
              through(stage, admitted(stage));
              NginxScenarios.serve(stage, "beyond", "location / { return 444; }\n");
              stage.quiet(2);
              NginxScenarios.serve(stage, "beyond", NginxScenarios.telling("k1"));
              stage.good(1);
            }));
  }

  /// A user of the proxy for this scenario alone, with the password `right`.
  private static String admitted(Stage stage) {
    String user = stage.lab.fresh("caller");
    stage.lab.squid().admit(user, "right");
    return user;
  }

  /// An agent with a key of the target and a password of the proxy, both good.
  ///
  /// @return the file of the proxy's password
  private static Path through(Stage stage, String user) {
    NginxScenarios.serve(stage, "beyond", NginxScenarios.telling("k1"));
    Path password = stage.file("right");
    keyed(stage, Written.proxy(stage.lab.squid().url(), user, password));
    stage.good(2);
    return password;
  }

  private static void keyed(Stage stage, String more) {
    stage.agent(
        Stage.conf(Written.apiKey(stage.file("k1")), stage.lab.nginx.url("beyond", "/"), more));
  }
}
