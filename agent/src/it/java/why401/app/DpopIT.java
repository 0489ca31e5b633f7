package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.http.client.RawServer;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;

/// Tokens bound to a key: a real Keycloak checks the proofs at its token endpoint and at its user
/// information; servers that want nonces are scripted, since it wants none.
@Timeout(240)
final class DpopIT {
  private static KeycloakRealm realm;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    realm = KeycloakServer.shared().createRealm("possession", Map.of());
    realm
        .clients()
        .create(
            "bound",
            Map.of(
                "secret",
                "bound-secret",
                "attributes",
                Map.of("dpop.bound.access.tokens", "true")));
    realm.users().create("robot", "robot-password-1");
  }

  private ProbeResult run(String credential, String url) {
    String text =
        "why401 { credentials { c { %s } }, probes { p { url = \"%s\", credential = c } } }"
            .formatted(credential, url);
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  private static String robot(String more) {
    return "type = password, issuer = \"%s\", client-id = bound, client-secret = bound-secret, username = robot, password = robot-password-1, scope = openid, %s"
        .formatted(realm.issuer(), more);
  }

  @Test
  void keycloak_issuesBoundTokens_andAcceptsThemWithAProof() {
    String userInfo = realm.issuer() + "/protocol/openid-connect/userinfo";
    assertThat(run(robot("dpop = true"), userInfo)).matches(ProbeResult::success);
    ProbeResult without = run(robot(""), userInfo);
    assertThat(Objects.requireNonNull(without.verdict(), without::toString).cause())
        .isEqualTo(Cause.SCHEME_NOT_ACCEPTED);
  }

  @Test
  void nonces_areRepeated_andTheProofNamesRequestAndToken() throws ParseException {
    try (RawServer issuer = RawServer.of(DpopIT::token);
        RawServer target = RawServer.of(DpopIT::resource)) {
      String credential =
          "type = client-credentials, token-url = \"%s\", client-id = c, client-secret = s, dpop = true"
              .formatted(issuer.url("/token"));
      assertThat(run(credential, target.url("/orders?limit=1"))).matches(ProbeResult::success);
      assertThat(issuer.requests()).hasSize(2);
      assertThat(target.requests()).hasSize(2);
      assertThat(target.last().header("Authorization")).isEqualTo("DPoP token-1");
      SignedJWT proof = SignedJWT.parse(target.last().header("DPoP"));
      assertThat(proof.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("GET");
      assertThat(proof.getJWTClaimsSet().getStringClaim("htu")).isEqualTo(target.url("/orders"));
      assertThat(proof.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-target");
      assertThat(proof.getJWTClaimsSet().getStringClaim("ath")).isNotBlank();
    }
  }

  @Test
  void tokenThatIsNotBound_isNotUsed() {
    try (RawServer issuer =
        RawServer.saying(
            new String(
                RawServer.answer(
                    "200 OK\r\nContent-Type: application/json",
                    "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}"),
                java.nio.charset.StandardCharsets.UTF_8))) {
      ProbeResult result =
          run(
              "type = client-credentials, token-url = \"%s\", client-id = c, client-secret = s, dpop = true"
                  .formatted(issuer.url("/token")),
              issuer.url("/"));
      assertThat(result.toString()).contains("did not bind the token");
    }
  }

  private static String nonce(RawServer.Request request) {
    try {
      return SignedJWT.parse(request.header("DPoP")).getJWTClaimsSet().getStringClaim("nonce");
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void token(RawServer.Request request, OutputStream out) throws IOException {
    boolean known = "n-issuer".equals(nonce(request));
    String status =
        (known ? "200 OK" : "400 No\r\nDPoP-Nonce: n-issuer")
            + "\r\nContent-Type: application/json";
    out.write(
        RawServer.answer(
            status,
            known
                ? "{\"access_token\":\"token-1\",\"token_type\":\"DPoP\",\"expires_in\":60}"
                : "{\"error\":\"use_dpop_nonce\"}"));
  }

  private static void resource(RawServer.Request request, OutputStream out) throws IOException {
    boolean known = "n-target".equals(nonce(request));
    out.write(
        RawServer.answer(
            known
                ? "200 OK"
                : "401 No\r\n"
                    + "DPoP-Nonce: n-target\r\n"
                    + "WWW-Authenticate: DPoP error=\"use_dpop_nonce\"",
            ""));
  }
}
