package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;
import why401.http.client.RawServer;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.FakeClock;
import why401.partner.KerberosRealm;

/// Kerberos with a real KDC and Apache's mod_auth_gssapi: what works, and each thing that does not.
@Timeout(120)
final class NegotiateIT {
  private static final FakeClock CLOCK = FakeClock.create();

  private static KerberosRealm realm;
  private static ApacheServer apache;
  private static Path keytab;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    realm = KerberosRealm.start(CLOCK.environment());
    realm.createPrincipal("probe");
    realm.createPrincipal("HTTP/localhost");
    keytab = realm.keytab("probe");
    apache =
        ApacheServer.start(
            Map.of("/intranet", new ApacheSite.Kerberos(realm.keytab("HTTP/localhost"))),
            realm.environment());
    System.setProperty("java.security.krb5.conf", realm.configuration().toString());
  }

  @AfterAll
  static void stop() {
    System.clearProperty("java.security.krb5.conf");
    apache.close();
    realm.close();
    CLOCK.close();
  }

  private String intranet() {
    return apache.url("/intranet").replace("127.0.0.1", "localhost");
  }

  private ProbeResult run(String principal, String source, String url) throws IOException {
    String text =
        """
        why401 {
          credentials { c { type = negotiate, principal = "%s@%s", %s } }
          probes { p { url = "%s", credential = c } }
        }
        """
            .formatted(principal, KerberosRealm.NAME, source, url);
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  private static String keytab(Path file) {
    return "keytab = \"" + file + "\"";
  }

  private static String told(ProbeResult result) {
    Verdict verdict = Objects.requireNonNull(result.verdict(), result::toString);
    return verdict.toString();
  }

  @Test
  void keytab_andTicketCache_areAccepted() throws IOException {
    assertThat(run("probe", keytab(keytab), intranet())).matches(ProbeResult::success);
    Path cache = realm.ticketCache("probe", keytab);
    assertThat(run("probe", "ticket-cache = \"" + cache + "\"", intranet()))
        .matches(ProbeResult::success);
  }

  @Test
  void unknownPrincipal_andOldKey_areSaidAsWhatTheyAre() throws IOException {
    realm.createPrincipal("leaver");
    Path old = realm.keytab("leaver");
    realm.changeKeys("leaver");
    ProbeResult refused = run("leaver", keytab(old), intranet());
    assertThat(told(refused)).contains("KDC_ERR_PREAUTH_FAILED", "kvno");
    assertThat(refused.verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    assertThat(refused.verdict().confidence()).isEqualTo(Confidence.LIKELY);
    realm.createPrincipal("gone");
    Path gone = realm.keytab("gone");
    realm.deletePrincipal("gone");
    assertThat(told(run("gone", keytab(gone), intranet()))).contains("KDC_ERR_C_PRINCIPAL_UNKNOWN");
    assertThat(told(run("other", keytab(keytab), intranet()))).contains("no key of other");
  }

  @Test
  void noServiceTicket_forTheHost() throws IOException {
    ProbeResult result = run("probe", keytab(keytab), apache.url("/intranet"));
    assertThat(told(result)).contains("no service ticket for HTTP/127.0.0.1");
    assertThat(result.verdict().cause()).isEqualTo(Cause.SERVER_MISCONFIGURED);
  }

  @Test
  void clockOfTheKdc_thatIsAhead() throws IOException {
    CLOCK.move(Duration.ofMinutes(20));
    try {
      // The KDC looks at its clock once a second.
      await().until(() -> !run("probe", keytab(keytab), intranet()).success());
      ProbeResult result = run("probe", keytab(keytab), intranet());
      assertThat(told(result)).contains("KRB_AP_ERR_SKEW");
      assertThat(result.verdict().cause()).isEqualTo(Cause.CLOCK_SKEW);
    } finally {
      CLOCK.move(Duration.ZERO);
      await().until(() -> run("probe", keytab(keytab), intranet()).success());
    }
  }

  @Test
  void serverWithAnOldKey() throws IOException {
    realm.changeKeys("HTTP/localhost");
    try {
      ProbeResult result = run("probe", keytab(keytab), intranet());
      assertThat(told(result)).contains("KRB_AP_ERR_BADKEYVER");
      assertThat(result.verdict().cause()).isEqualTo(Cause.SERVER_MISCONFIGURED);
    } finally {
      apache.serve("/intranet", new ApacheSite.Kerberos(realm.keytab("HTTP/localhost")));
    }
  }

  @Test
  void ntlmIsNotSent_andItsChallengeIsExplained() throws IOException {
    try (RawServer windows =
        RawServer.of(
            (_, out) -> out.write(RawServer.answer("401 No\r\nWWW-Authenticate: NTLM", "")))) {
      String url = windows.url("/").replace("127.0.0.1", "localhost");
      ProbeResult result = run("probe", keytab(keytab), url);
      assertThat(told(result)).contains("does not take Negotiate; it offers ntlm");
      assertThat(result.verdict().cause()).isEqualTo(Cause.SCHEME_NOT_ACCEPTED);
    }
  }
}
