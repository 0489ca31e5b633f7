package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import why401.cause.Cause;
import why401.partner.KeycloakRealm;
import why401.partner.TokenAnswer;

/// Tokens that somebody else puts into a file, shown to a Spring Security resource server.
final class TokenScenarios {
  private static final String SPRING = "Spring Security, JWT";

  private TokenScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "token file: cut in the signature",
            new Truth(
                SPRING,
                "the last characters of the token are lost",
                "the signature is shorter than its algorithm makes it: seen without asking"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> replaced(stage, token -> token.substring(0, token.length() - 20))),
        new Scenario(
            "token file: cut in the middle",
            new Truth(
                SPRING, "half of the token is lost", "it begins like a JWT and has no third part"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> replaced(stage, token -> token.substring(0, token.length() / 2))),
        new Scenario(
            "token file: quotes around the token",
            new Truth(SPRING, "the token is written with quotes", "accepted without the quotes"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> replaced(stage, token -> "\"" + token + "\"")),
        new Scenario(
            "token file: 'Bearer ' in front of the token",
            new Truth(SPRING, "the scheme is written into the file", "accepted without it"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> replaced(stage, token -> "Bearer " + token)),
        new Scenario(
            "token file: line break in the token",
            new Truth(SPRING, "the token is wrapped", "it cannot be sent as it is"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> replaced(stage, token -> token.substring(0, 76) + "\n" + token.substring(76))),
        new Scenario(
            "token file: tampered claims",
            new Truth(
                SPRING,
                "a claim is changed, the signature stays",
                "Spring says 'Signed JWT rejected: Invalid signature'"),
            certain(Cause.TOKEN_SIGNATURE_INVALID),
            stage -> replaced(stage, TokenScenarios::tampered)),
        new Scenario(
            "token file: an ID token",
            new Truth(SPRING, "the ID token is put in place of the access token", "typ says ID"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              Path file = stage.file(access(stage, pair));
              file(stage, file);
              TokenAnswer both =
                  stage.lab.realm.password(
                      pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD, "openid");
              stage.write(file, both.json().path("id_token").asText());
              stage.refused();
            }),
        new Scenario(
            "token file: a refresh token",
            new Truth(
                SPRING,
                "the refresh token is put in place of the access token",
                "typ says Refresh"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              Path file = stage.file(access(stage, pair));
              file(stage, file);
              stage.write(
                  file,
                  stage
                      .lab
                      .realm
                      .password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD)
                      .refreshToken());
              stage.refused();
            }),
        new Scenario(
            "token file: nobody replaced it in time",
            new Truth(SPRING, "the token's life is over", "exp has passed, and the clocks agree"),
            certain(Cause.TOKEN_EXPIRED),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              stage
                  .lab
                  .realm
                  .clients()
                  .change(
                      pair.client(), Map.of("attributes", Map.of("access.token.lifespan", "3")));
              Path file = stage.file(access(stage, pair));
              file(stage, file);
              ScriptedServer.late(Duration.ofMillis(3200));
              stage.refused();
            }),
        new Scenario(
            "token file: a token of another realm",
            new Truth(
                SPRING,
                "a token of the master realm is put in place",
                "iss is not the configured issuer, whose keys do not know the token's key"),
            likely(Cause.ISSUER_MISMATCH),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              Path file = stage.file(access(stage, pair));
              file(stage, file);
              stage.write(file, stage.lab.foreignToken());
              stage.refused();
            }),
        new Scenario(
            "token file: user logged out, issuer known",
            new Truth(
                "Spring Security, introspection",
                "the session of the token is ended",
                "the identity provider calls the token inactive before its end"),
            certain(Cause.TOKEN_REVOKED),
            stage -> {
              Callers.Pair pair = Callers.user(stage, stage.lab.realm);
              Path file = stage.file(access(stage, pair));
              stage.agent(
                  Stage.conf(
                      Written.bearer(file, stage.lab.realm), stage.lab.opaque.url("/things")));
              stage.good(2);
              stage.lab.realm.users().logout(pair.user());
              stage.refused();
            }));
  }

  private static void replaced(Stage stage, UnaryOperator<String> damage) {
    Callers.Pair pair = Callers.user(stage, stage.lab.realm);
    String whole = access(stage, pair);
    Path file = stage.file(whole);
    file(stage, file);
    stage.write(file, damage.apply(whole));
    stage.refused();
  }

  private static void file(Stage stage, Path file) {
    stage.agent(Stage.conf(Written.bearer(file, stage.lab.realm), stage.lab.api.url("/things")));
    stage.good(2);
  }

  private static String access(Stage stage, Callers.Pair pair) {
    KeycloakRealm realm = stage.lab.realm;
    return realm
        .password(pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD)
        .accessToken();
  }

  private static String tampered(String token) {
    String[] parts = token.split("\\.", -1);
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"email_verified\":true", "\"email_verified\":false");
    return parts[0]
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + "."
        + parts[2];
  }
}
