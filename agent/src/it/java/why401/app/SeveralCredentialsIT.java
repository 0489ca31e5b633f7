package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Finding;
import why401.partner.NginxServer;
import why401.partner.NginxTls;

/// Tokens in every place, several credentials on one probe, headers from files, and client
/// certificates, at a real nginx.
@Timeout(60)
final class SeveralCredentialsIT {
  private static final NginxServer NGINX = new NginxServer();
  private static final NginxTls TLS = new NginxTls(NGINX);
  private static final String CHALLENGE =
      "add_header WWW-Authenticate 'Bearer realm=\"api\"' always; return 401 \"no\\n\";";

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    NGINX.server(
        "api",
        location("/header", "if ($http_x_auth_token != \"Token tok-4711\") { return 401 no; }")
            + location("/bare", "if ($http_x_auth_token != tok-4711) { return 401 no; }")
            + location("/query", "if ($arg_access_token != tok-4711) { return 401 no; }")
            + location("/cookie", "if ($cookie_grafana != tok-4711) { return 401 no; }")
            + location(
                "/both",
                "if ($http_x_api_key != key-0815) { return 401 \"X-API-Key is not valid\"; }"
                    + " if ($http_authorization != \"Bearer tok-4711\") { %s }"
                        .formatted(CHALLENGE))
            + location(
                "/silent",
                "if ($http_x_api_key != key-0815) { return 401 no; }"
                    + " if ($http_authorization != \"Bearer tok-4711\") { return 401 no; }")
            + "location /token { default_type application/json; return 200"
            + " '{\"access_token\":\"tok-4711\",\"token_type\":\"Bearer\",\"expires_in\":300}';"
            + " }\n");
    NGINX.secure(
        "secure",
        TLS.asking("optional", "ca.pem")
            + "error_page 495 496 = @no; location @no { default_type text/plain; return 401"
            + " \"client certificate: $ssl_client_verify\\n\"; }\n"
            + location("/", "if ($ssl_client_verify != SUCCESS) { return 403; }")
            + location(
                "/beside",
                "if ($ssl_client_verify != SUCCESS) { return 403; }"
                    + " if ($http_authorization != \"Bearer tok-4711\") { %s }"
                        .formatted(CHALLENGE)));
    NGINX.start();
  }

  @AfterAll
  static void stop() {
    NGINX.close();
  }

  private static String location(String path, String rules) {
    return "location %s { default_type text/plain; %s return 200 welcome; }\n"
        .formatted(path, rules);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private ProbeResult run(String credentials, String path, String rest) {
    String text =
        "why401 { credentials { %s }\n probes { p { url = \"%s\", %s } } }"
            .formatted(credentials, NGINX.url("api", path), rest);
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  private String token(String placement) throws IOException {
    return "api { type = bearer, token { file = \"%s\" }, %s }\n"
        .formatted(file("tok", "tok-4711"), placement);
  }

  private String key(String value) throws IOException {
    return "key { type = api-key, name = X-API-Key, value { file = \"%s\" } }\n"
        .formatted(file("key", value));
  }

  private String issued(String placement) throws IOException {
    return "api { type = client-credentials, token-url = \"%s\", client-id = c, client-secret { file = \"%s\" }, %s }\n"
        .formatted(NGINX.url("api", "/token"), file("secret", "s3cret-s3cret"), placement);
  }

  @Test
  void token_inEachPlace_isAccepted() throws IOException {
    assertThat(run(token("name = X-Auth-Token, prefix = Token"), "/header", "credential = api"))
        .matches(ProbeResult::success);
    assertThat(run(token("name = X-Auth-Token"), "/bare", "credential = api"))
        .matches(ProbeResult::success);
    assertThat(run(token("in = query"), "/query", "credential = api"))
        .matches(ProbeResult::success);
    assertThat(run(token("in = cookie, name = grafana"), "/cookie", "credential = api"))
        .matches(ProbeResult::success);
  }

  @Test
  void issuedToken_inEachPlace_isAccepted() throws IOException {
    assertThat(run(issued("name = X-Auth-Token, prefix = Token"), "/header", "credential = api"))
        .matches(ProbeResult::success);
    assertThat(run(issued("in = query"), "/query", "credential = api"))
        .matches(ProbeResult::success);
    assertThat(run(issued("in = cookie, name = grafana"), "/cookie", "credential = api"))
        .matches(ProbeResult::success);
  }

  @Test
  void keyAndIssuedToken_together_areAccepted() throws IOException {
    assertThat(run(key("key-0815") + issued(""), "/both", "credential = [key, api]"))
        .matches(ProbeResult::success);
  }

  @Test
  void refusedKey_thatTheResponseNames_isTheOneExamined() throws IOException {
    ProbeResult result = run(key("key-wrong") + issued(""), "/both", "credential = [api, key]");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    assertThat(result.verdict().evidence())
        .extracting(Finding::finding)
        .anyMatch(it -> it.contains("key is the one refused"));
  }

  @Test
  void refusal_thatNamesNone_saysThatTwoWereSent_andIsNotCertain() throws IOException {
    ProbeResult result = run(key("key-wrong") + issued(""), "/silent", "credential = [api, key]");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.verdict().confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(result.verdict().evidence())
        .extracting(Finding::finding)
        .anyMatch(it -> it.startsWith("Two credentials were sent: api and key;"));
  }

  @Test
  void headerFromAFile_isSent_andMaskedLikeACredential() throws IOException {
    String headers = "headers { X-API-Key { file = \"%s\" } }".formatted(file("key", "key-0815"));
    assertThat(run(token(""), "/both", "credential = api, " + headers))
        .matches(ProbeResult::success);
    assertThat(run("", "/silent", headers).verdict()).isNotNull();
    assertThat(run("", "/silent", headers).toString()).doesNotContain("key-0815");
  }

  @Test
  void headerFromAFileThatIsMissing_withholdsTheRun() throws IOException {
    ProbeResult result = run(token(""), "/both", "credential = api, headers { X-K { file = no } }");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.verdict().cause()).isEqualTo(Cause.CREDENTIALS_MISSING);
  }

  private ProbeResult secure(NginxTls.Client client, String path, String credential)
      throws IOException {
    String text =
        "why401 { credentials { cert { type = client-certificate, cert = \"%s\", key = \"%s\" }\n %s }\n probes { p { url = \"%s\", tls { ca = \"%s\" }, credential = %s } } }"
            .formatted(
                client.certificate(),
                client.key(),
                token(""),
                NGINX.url("secure", path),
                TLS.ca(),
                credential);
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  @Test
  void clientCertificate_aloneAndBesideAToken_isAccepted() throws IOException {
    NginxTls.Client good = TLS.client(folder, "good");
    assertThat(secure(good, "/", "cert")).matches(ProbeResult::success);
    assertThat(secure(good, "/beside", "[cert, api]")).matches(ProbeResult::success);
  }

  @Test
  void clientCertificate_thatIsReplaced_isFollowed() throws IOException {
    NginxTls.Client good = TLS.client(folder, "good");
    NginxTls.Client over = TLS.expired(folder, "over");
    Path cert = folder.resolve("used.pem");
    Path key = folder.resolve("used-key.pem");
    Files.copy(over.certificate(), cert);
    Files.copy(over.key(), key);
    String text =
        "why401 { credentials { cert { type = client-certificate, cert = used.pem, key = used-key.pem } }\n probes { p { url = \"%s\", tls { ca = \"%s\" }, credential = cert } } }"
            .formatted(NGINX.url("secure", "/"), TLS.ca());
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      ProbeResult refused = agent.run("p");
      assertThat(refused.verdict()).isNotNull();
      assertThat(refused.verdict().cause()).isEqualTo(Cause.TOKEN_EXPIRED);
      Files.writeString(cert, Files.readString(good.certificate()));
      Files.writeString(key, Files.readString(good.key()));
      assertThat(agent.run("p")).matches(ProbeResult::success);
    }
  }
}
