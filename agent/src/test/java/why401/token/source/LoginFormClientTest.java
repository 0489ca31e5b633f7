package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.http.CookieScope;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;
import why401.token.SessionCookie;
import why401.token.Token.ExpirySource;
import why401.token.issuer.IssuerResponse;

class LoginFormClientTest {
  private static final String PAGE =
      """
      <html><form action="/search"><input name="q"></form>
      <form method="post" action="/session"><input type="hidden" name="_csrf" value="c&amp;1">
      <input name="username"><input type="password" name="password"></form></html>\
      """;

  private final TokenSourceWorld world = new TokenSourceWorld();
  private final MutableSecret password = new MutableSecret("p w");

  @Test
  void cookies_keepWhereTheyGo() {
    page(null);
    world.wire.next(request -> redirect("/home", "S=1; Secure; Path=/app; Domain=portal.test"));
    Credential portal = portal("S", null);

    world.with(portal).pass(TokenSourceWorld.SECOND);

    assertThat(session(portal).token().cookies())
        .extracting(SessionCookie::scope)
        .containsExactly(new CookieScope("portal.test", false, "/app", true));
  }

  @Test
  void login_postsTheFormWithItsHiddenFieldsAndCookies() {
    page("pre=1; Path=/");
    world.wire.next(request -> redirect("/home", "JSESSIONID=s1; Path=/; HttpOnly"));
    Credential portal = portal("JSESSIONID", null);

    world.with(portal).pass(TokenSourceWorld.SECOND);

    ScriptedIssuerTransport.Seen post = world.wire.seen().get(1);
    assertThat(post.request().url()).hasToString("https://portal.test/session");
    assertThat(post.form("_csrf")).isEqualTo("c&1");
    assertThat(post.form("username")).isEqualTo("jo");
    assertThat(post.form("password")).isEqualTo("p w");
    assertThat(post.request().headers()).containsEntry("Cookie", "pre=1");
    assertThat(session(portal).token().cookies())
        .filteredOn(cookie -> cookie.name().equals("JSESSIONID"))
        .extracting(cookie -> cookie.value().reveal())
        .containsExactly("s1");
    assertThat(session(portal).origin()).isEqualTo("https://portal.test");
  }

  @ParameterizedTest
  @CsvSource({
    "'S=1; Max-Age=120', 120, COOKIE",
    "'S=1; Expires=Tue, 24 Nov 2026 10:05:01 GMT', 300, COOKIE",
    "'S=1; Max-Age=60; Expires=Tue, 24 Nov 2026 10:05:01 GMT', 60, COOKIE",
    "'S=1', 600, ASSUMED"
  })
  void sessionEnds_asItsCookieSays(String cookie, long seconds, ExpirySource source) {
    page(null);
    world.wire.next(request -> redirect("/home", cookie));
    Credential portal = portal("S", null);

    world.with(portal).pass(TokenSourceWorld.SECOND);

    assertThat(session(portal).token().lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(session(portal).token().expirySource()).isEqualTo(source);
  }

  @Test
  void configuredLifetime_countsWithoutACookieExpiry() {
    page(null);
    world.wire.next(request -> redirect("/home", "S=1"));
    Credential portal = portal("S", Duration.ofMinutes(2));

    world.with(portal).pass(TokenSourceWorld.SECOND);

    assertThat(session(portal).token().lifetime()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void cookieThatComesOneRedirectLater_isFound() {
    page(null);
    world.wire.next(request -> redirect("/callback", "step=1"));
    world.wire.next(request -> redirect("/home", "S=1; Max-Age=300"));
    Credential portal = portal("S", null);

    world.with(portal).pass(TokenSourceWorld.SECOND);

    assertThat(session(portal).token().cookies())
        .extracting(SessionCookie::name)
        .contains("S", "step");
  }

  @Test
  void refusedLogin_countsAsARefusedPassword_andIsHeldBack() {
    world.wire.always(
        request ->
            request.method().equals("GET")
                ? html(200, PAGE, null)
                : redirect("/login?error", "S=anonymous"));
    Credential portal = portal("S", null);

    for (int i = 0; i < 60; i++) {
      world.with(portal).pass(Duration.ofSeconds(5));
      world.source().authorize(portal, Duration.ZERO);
    }

    assertThat(posts()).isBetween(1L, 2L);
    assertThat(failure().reason()).isEqualTo(Reason.REJECTED);
    assertThat(world.source().passwordGuard().mayTry("portal", "other")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"401, ''", "403, ''", "200, form", "302, /login?error=1", "302, /session"})
  void refusals_areRecognised(int status, String what) {
    page(null);
    world.wire.next(
        request ->
            what.startsWith("/")
                ? redirect(what, "S=1")
                : html(status, what.equals("form") ? PAGE : "no", "S=1"));

    world.with(portal("S", null)).pass(TokenSourceWorld.SECOND);

    assertThat(failure().reason()).isEqualTo(Reason.REJECTED);
    assertThat(failure().description()).startsWith("login refused: ");
  }

  @Test
  void missingSuccessCookie_isARefusal() {
    page("S=early");
    world.wire.next(request -> html(200, "welcome", "other=1"));

    world.with(portal("T", null)).pass(TokenSourceWorld.SECOND);

    assertThat(failure().description()).isEqualTo("login refused: no cookie T");
  }

  @Test
  void formThatPostsElsewhere_getsNoPassword() {
    world.wire.next(request -> html(200, PAGE.replace("/session", "https://evil.test/x"), null));

    world.with(portal("S", null)).pass(TokenSourceWorld.SECOND);

    assertThat(posts()).isZero();
    assertThat(failure().description())
        .isEqualTo("login form: posts to another origin (expected: https://portal.test)");
  }

  @Test
  void pageWithoutAForm_isSaidSo() {
    world.wire.next(request -> html(200, "<p>maintenance</p>", null));

    world.with(portal("S", null)).pass(TokenSourceWorld.SECOND);

    assertThat(failure().reason()).isEqualTo(Reason.INVALID_RESPONSE);
    assertThat(failure().description()).contains("without a login form");
  }

  @Test
  void session_isRenewedBeforeItEnds() {
    world.wire.always(
        request ->
            request.method().equals("GET")
                ? html(200, PAGE, null)
                : redirect("/home", "S=1; Max-Age=300"));
    Credential portal = portal("S", null);

    world.with(portal).pass(Duration.ofSeconds(226));

    assertThat(session(portal).token().generation()).isEqualTo(2);
  }

  private void page(@Nullable String cookie) {
    world.wire.next(request -> html(200, PAGE, cookie));
  }

  private static IssuerResponse html(int status, String body, @Nullable String cookie) {
    return new IssuerResponse(
        status, cookie == null ? Map.of() : Map.of("set-cookie", List.of(cookie)), body);
  }

  private static IssuerResponse redirect(String location, String cookie) {
    return new IssuerResponse(
        302, Map.of("location", List.of(location), "set-cookie", List.of(cookie)), "");
  }

  private Credential portal(String cookie, @Nullable Duration lifetime) {
    return new Credential.FormLogin(
        "portal",
        URI.create("https://portal.test/login"),
        Map.of("username", new MutableSecret("jo"), "password", password),
        cookie,
        lifetime,
        TlsOptions.DEFAULT);
  }

  private Credentials.Session session(Credential portal) {
    CredentialsResult authorization = world.source().authorize(portal, Duration.ZERO);
    assertThat(authorization).isInstanceOf(CredentialsResult.Ready.class);
    return (Credentials.Session) ((CredentialsResult.Ready) authorization).credentials();
  }

  private RenewalFailure failure() {
    return world.source().state("portal").orElseThrow().lastFailure();
  }

  private long posts() {
    return world.wire.seen().stream()
        .filter(seen -> seen.request().method().equals("POST"))
        .count();
  }
}
