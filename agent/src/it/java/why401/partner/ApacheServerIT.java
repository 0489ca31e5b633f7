package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.burgstaller.okhttp.digest.DigestAuthenticator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ApacheServerIT {

  private static final Map<String, String> USERS = Map.of("ann", "one", "bob", "two");
  private static ApacheServer apache;

  @BeforeAll
  static void start() {
    apache =
        ApacheServer.start(
            Map.of(
                "/open", new ApacheSite.Open(),
                "/basic", new ApacheSite.Basic(USERS),
                "/digest", new ApacheSite.Digest(USERS, Duration.ofSeconds(60)),
                "/group401", new ApacheSite.Group(USERS, Set.of("ann"), false),
                "/group403", new ApacheSite.Group(USERS, Set.of("ann"), true),
                "/form", form("first-key"),
                "/cgi", new ApacheSite.Cgi(USERS, true),
                "/cgi-stripped", new ApacheSite.Cgi(USERS, false)));
  }

  @AfterAll
  static void end() {
    apache.close();
  }

  @Test
  void withoutUsers_everyRequestIsServed() {
    assertThat(PlainHttp.status(apache.url("/open/anything"))).isEqualTo(200);
  }

  @Test
  void basic_acceptsTheRightPasswordOnly() {
    assertThat(as("ann", "one", "/basic")).isEqualTo(200);
    assertThat(as("ann", "wrong", "/basic")).isEqualTo(401);
    assertThat(PlainHttp.get(apache.url("/basic")).headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"why401 partners\"");
  }

  @Test
  void setPassword_countsFromTheNextRequest() {
    apache.serve("/changing", new ApacheSite.Basic(USERS));

    apache.setPassword("/changing", "ann", "new");

    assertThat(as("ann", "one", "/changing")).isEqualTo(401);
    assertThat(as("ann", "new", "/changing")).isEqualTo(200);
  }

  @Test
  void digest_answersAHandshake() throws IOException {
    assertThat(digest("ann", "one", "/digest")).isEqualTo(200);
    assertThat(digest("ann", "wrong", "/digest")).isEqualTo(401);
  }

  @Test
  void serve_switchesTheScheme() throws IOException {
    apache.serve("/switched", new ApacheSite.Basic(USERS));
    assertThat(as("ann", "one", "/switched")).isEqualTo(200);

    apache.serve("/switched", new ApacheSite.Digest(USERS, Duration.ofSeconds(60)));

    assertThat(as("ann", "one", "/switched")).isEqualTo(401);
    assertThat(digest("ann", "one", "/switched")).isEqualTo(200);
  }

  @Test
  void group_refusesOutsidersWithTheChosenStatus() {
    assertThat(as("ann", "one", "/group401")).isEqualTo(200);
    assertThat(as("bob", "two", "/group401")).isEqualTo(401);
    assertThat(as("bob", "two", "/group403")).isEqualTo(403);
  }

  @Test
  void formLogin_redirectsToTheForm_andOpensASession() {
    assertThat(PlainHttp.get(apache.url("/form")).headers().firstValue("Location"))
        .hasValueSatisfying(it -> assertThat(it).endsWith("/form-form"));

    String cookie = login("/form", "one");

    assertThat(PlainHttp.status(apache.url("/form"), "Cookie", cookie)).isEqualTo(200);
  }

  @Test
  void formLogin_whenTheServersKeyChanges_refusesOldSessions() {
    apache.serve("/form-keyed", form("before"));
    String cookie = login("/form-keyed", "one");

    apache.serve("/form-keyed", form("after"));

    assertThat(PlainHttp.status(apache.url("/form-keyed"), "Cookie", cookie)).isEqualTo(302);
  }

  @Test
  void formLogin_whenTheSessionIsOver_refusesIt() {
    apache.serve("/short", new ApacheSite.FormLogin(USERS, Duration.ofSeconds(1), false, "key"));
    String cookie = login("/short", "one");

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> PlainHttp.status(apache.url("/short"), "Cookie", cookie) == 401);
  }

  @Test
  void cgi_seesTheCredentialsOnlyWhenTheyArePassed() {
    assertThat(as("ann", "one", "/cgi")).isEqualTo(200);
    assertThat(as("ann", "one", "/cgi-stripped")).isEqualTo(401);
  }

  @Test
  void proxy_dropsTheAuthorizationHeaderWhenTold() {
    apache.serve("/through", new ApacheSite.Proxy(apache.url("/basic"), true));
    apache.serve("/stripping", new ApacheSite.Proxy(apache.url("/basic"), false));

    assertThat(as("ann", "one", "/through")).isEqualTo(200);
    assertThat(as("ann", "one", "/stripping")).isEqualTo(401);
  }

  private static ApacheSite form(String key) {
    return new ApacheSite.FormLogin(USERS, Duration.ofMinutes(5), true, key);
  }

  private static int as(String user, String password, String path) {
    return PlainHttp.status(apache.url(path), "Authorization", PlainHttp.basic(user, password));
  }

  private static int digest(String user, String password, String path) throws IOException {
    var credentials = new com.burgstaller.okhttp.digest.Credentials(user, password);
    var client =
        new OkHttpClient.Builder().authenticator(new DigestAuthenticator(credentials)).build();
    try (var response =
        client.newCall(new Request.Builder().url(apache.url(path)).build()).execute()) {
      return response.code();
    }
  }

  private static String login(String path, String password) {
    HttpResponse<String> answer =
        PlainHttp.post(
            apache.url(path + "-login"),
            Map.of("httpd_username", "ann", "httpd_password", password));
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }
}
