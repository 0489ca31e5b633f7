package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.NginxLocations;
import why401.partner.NginxTls;

/// nginx that asks for client certificates.
final class CertificateScenarios {
  private static final String MTLS = "nginx, ssl_verify_client";
  private static final String PAGE = NginxLocations.answer("/", 200, "welcome");

  /// 401 in the place of nginx's own 400, and no word of certificates.
  private static final String BARE =
      "error_page 495 496 = @no; location @no { default_type text/plain; return 401 \"no\\n\"; }\n";

  /// The same, with what nginx found.
  private static final String TELLING =
      "error_page 495 496 = @no; location @no { default_type text/plain; return 401"
          + " \"client certificate: $ssl_client_verify\\n\"; }\n";

  private CertificateScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "certificate: demanded of a probe without any credential",
            new Truth(
                MTLS + " on, 401",
                "the server demands a client certificate now, and the probe has none",
                "in the handshake the server asks for a certificate, none is sent, and nobody"
                    + " gets in"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              NginxTls tls = stage.lab.tls();
              secure(stage, tls.plain() + PAGE);
              stage.agent(Stage.anonymous(url(stage), Written.tls(tls)));
              stage.good(2);
              secure(stage, tls.asking("on", "ca.pem") + TELLING + PAGE);
              stage.refused();
            }),
        new Scenario(
            "certificate: demanded beside an API key",
            new Truth(
                MTLS + " on, bare 401",
                "the server demands a client certificate now; the key is good",
                "the server asks for a certificate in the handshake, which it did not before, and"
                    + " none is sent; another key would not help"),
            likely(Cause.CREDENTIALS_MISSING).or(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              NginxTls tls = stage.lab.tls();
              secure(stage, tls.plain() + NginxScenarios.keys("k1"));
              Path key = stage.file("k1");
              stage.agent(Stage.conf(Written.apiKey(key), url(stage), Written.tls(tls)));
              stage.good(2);
              secure(stage, tls.asking("on", "ca.pem") + BARE + NginxScenarios.keys("k1"));
              stage.refused();
            }),
        new Scenario(
            "certificate: over",
            new Truth(
                MTLS + " on, bare 401",
                "a configuration of last year comes back, and with it a certificate that is over",
                "the end of the certificate that was sent lies behind us by every clock"),
            certain(Cause.TOKEN_EXPIRED),
            stage -> {
              NginxTls tls = stage.lab.tls();
              started(stage, tls.asking("on", "ca.pem") + BARE + PAGE);
              stage
                  .agent()
                  .configure(
                      Stage.anonymous(
                          url(stage), Written.tls(tls, tls.expired(stage.folder(), "old"))));
              stage.refused();
            }),
        new Scenario(
            "certificate: of an authority that the server no longer admits",
            new Truth(
                MTLS + " on, 401",
                "the old authority goes from the server's list",
                "the server's list of authorities, sent in the handshake, lacks ours: the"
                    + " certificate is refused, or not even sent"),
            likely(Cause.CREDENTIALS_INVALID).or(Cause.ISSUER_MISMATCH, Cause.CREDENTIALS_MISSING),
            stage -> {
              NginxTls tls = stage.lab.tls();
              secure(stage, tls.asking("on", "both-ca.pem") + TELLING + PAGE);
              NginxTls.Client own = tls.ofOther(stage.folder(), "probe");
              stage.agent(Stage.anonymous(url(stage), Written.tls(tls, own)));
              stage.good(2);
              secure(stage, tls.asking("on", "ca.pem") + TELLING + PAGE);
              stage.refused();
            }),
        new Scenario(
            "certificate: of an unknown authority, sent and not verified (403)",
            new Truth(
                MTLS + " optional_no_ca, 403",
                "the check of the certificate's chain is switched on; the certificate is of"
                    + " another authority",
                "403 to us, and the server says that the chain does not verify"),
            likely(Cause.CREDENTIALS_INVALID).or(Cause.ISSUER_MISMATCH).yetMissed(),
            stage -> {
              NginxTls tls = stage.lab.tls();
              String asking = tls.asking("optional_no_ca", "both-ca.pem");
              secure(stage, asking + PAGE);
              NginxTls.Client own = tls.ofOther(stage.folder(), "probe");
              stage.agent(Stage.anonymous(url(stage), Written.tls(tls, own)));
              stage.good(2);
              secure(
                  stage,
                  tls.asking("optional_no_ca", "ca.pem")
                      + "location / { default_type text/plain; if ($ssl_client_verify !="
                      + " SUCCESS) { return 403 \"certificate not verified:"
                      + " $ssl_client_verify\\n\"; } return 200 \"welcome\\n\"; }\n");
              stage.refused();
            }),
        new Scenario(
            "certificate: revoked, and the server says so",
            new Truth(
                MTLS + " on, ssl_crl, 401",
                "the certificate is put on the revocation list",
                "the server says that the certificate is revoked"),
            likely(Cause.TOKEN_REVOKED).or(Cause.CREDENTIALS_INVALID),
            stage -> revoked(stage, TELLING)),
        new Scenario(
            "certificate: revoked, bare 401",
            new Truth(
                MTLS + " on, ssl_crl, bare 401",
                "the certificate is put on the revocation list",
                "a certificate that is running was accepted and is refused now; the list, or the"
                    + " authority's place with the server, cannot be seen from here"),
            likely(Cause.CREDENTIALS_INVALID).or(Cause.TOKEN_REVOKED).really(Cause.TOKEN_REVOKED),
            stage -> revoked(stage, BARE)),
        new Scenario(
            "certificate: its name goes from the list of the admitted (403)",
            new Truth(
                MTLS + " on, 403",
                "the subject of the certificate is no longer on the server's list",
                "the handshake is done with our certificate, and then 403 names the subject: known,"
                    + " and not allowed"),
            likely(Cause.INSUFFICIENT_SCOPE).or(Cause.CREDENTIALS_INVALID),
            stage -> {
              String asking = stage.lab.tls().asking("on", "ca.pem") + BARE;
              started(stage, asking + PAGE);
              secure(
                  stage,
                  asking
                      + "location / { default_type text/plain; if ($ssl_client_s_dn !="
                      + " \"CN=other\") { return 403 \"$ssl_client_s_dn is not admitted here\\n"
                      + "\"; } return 200 \"welcome\\n\"; }\n");
              stage.refused();
            }),
        new Scenario(
            "certificate: good, and the password beside it is changed",
            new Truth(
                MTLS + " on, auth_basic",
                "the user file gets another password; the certificate is good",
                "the certificate is running and the server answers with the challenge of Basic:"
                    + " the password is what it asks for"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              NginxTls tls = stage.lab.tls();
              Path users = stage.lab.nginx.passwordFile("mtls", Map.of("probe", "right"));
              secure(stage, tls.asking("on", "ca.pem") + BARE + NginxLocations.basic("/", users));
              NginxTls.Client own = tls.client(stage.folder(), "probe");
              stage.agent(
                  Stage.conf(
                      Written.basic(stage.file("right")), url(stage), Written.tls(tls, own)));
              stage.good(2);
              stage.lab.nginx.passwordFile("mtls", Map.of("probe", "changed"));
              stage.refused();
            }),
        ControlScenarios.control(
            "control: certificate renewed",
            MTLS + " on",
            "the agent gets a new certificate of the same authority",
            stage -> {
              NginxTls tls = stage.lab.tls();
              started(stage, tls.asking("on", "ca.pem") + BARE + PAGE);
              NginxTls.Client next = tls.client(stage.folder(), "next");
              stage.agent().configure(Stage.anonymous(url(stage), Written.tls(tls, next)));
              stage.good(2);
            }),
        ControlScenarios.control(
            "control: authority of certificates replaced with overlap",
            MTLS + " on",
            "the server admits two authorities, the agent gets a certificate of the second, the"
                + " first goes",
            stage -> {
              NginxTls tls = stage.lab.tls();
              started(stage, tls.asking("on", "ca.pem") + BARE + PAGE);
              secure(stage, tls.asking("on", "both-ca.pem") + BARE + PAGE);
              stage.good(1);
              NginxTls.Client next = tls.ofOther(stage.folder(), "next");
              stage.agent().configure(Stage.anonymous(url(stage), Written.tls(tls, next)));
              stage.good(1);
              secure(stage, tls.asking("on", "other-ca.pem") + BARE + PAGE);
              stage.good(2);
            }),
        ControlScenarios.control(
            "control: certificate asked for and not demanded",
            MTLS + " optional",
            "the server begins to ask for a certificate and lets in who has none",
            stage -> {
              NginxTls tls = stage.lab.tls();
              secure(stage, tls.plain() + PAGE);
              stage.agent(Stage.anonymous(url(stage), Written.tls(tls)));
              stage.good(2);
              secure(stage, tls.asking("optional", "ca.pem") + PAGE);
              stage.good(2);
            }));
  }

  private static void revoked(Stage stage, String refusal) {
    NginxTls tls = stage.lab.tls();
    secure(stage, tls.asking("on", "ca.pem") + refusal + PAGE);
    NginxTls.Client own = tls.client(stage.folder(), "probe");
    stage.agent(Stage.anonymous(url(stage), Written.tls(tls, own)));
    stage.good(2);
    secure(stage, tls.asking("on", "ca.pem") + tls.revoking(own) + refusal + PAGE);
    stage.refused();
  }

  private static void started(Stage stage, String body) {
    NginxTls tls = stage.lab.tls();
    secure(stage, body);
    NginxTls.Client own = tls.client(stage.folder(), "probe");
    stage.agent(Stage.anonymous(url(stage), Written.tls(tls, own)));
    stage.good(2);
  }

  static void secure(Stage stage, String body) {
    stage.lab.nginx.secure("mtls", body);
    stage.lab.nginx.reload();
  }

  static String url(Stage stage) {
    return stage.lab.nginx.url("mtls", "/");
  }
}
