package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class NginxServerIT {

  private static final String ANN = PlainHttp.basic("ann", "one");
  private static final NginxServer NGINX = new NginxServer();

  @BeforeAll
  static void start() {
    var users = NGINX.passwordFile("users", Map.of("ann", "one"));
    NGINX.server("back", NginxLocations.basic("/", users));
    NGINX.server("replica-good", NginxLocations.answer("/", 200, "good"));
    NGINX.server("replica-bad", NginxLocations.answer("/", 401, "bad"));
    NGINX.upstream("replicas", NGINX.address("replica-good"), NGINX.address("replica-bad"));
    String back = NGINX.url("back", "/");
    NGINX
        .server(
            "front",
            NginxLocations.proxy("/through/", back)
                + NginxLocations.proxyWithoutAuthorization("/stripping/", back)
                + NginxLocations.redirect("/moved", back)
                + NginxLocations.authRequest("/checked/", back, NGINX.url("replica-good", "/"))
                + NginxLocations.proxy("/balanced/", "http://replicas"))
        .start();
  }

  @AfterAll
  static void end() {
    NGINX.close();
  }

  @Test
  void basic_acceptsTheRightPasswordOnly() {
    assertThat(statusAsAnn("back", "/")).isEqualTo(200);
    assertThat(PlainHttp.status(NGINX.url("back", "/"), "Authorization", "Basic eDp5"))
        .isEqualTo(401);
  }

  @Test
  void passwordFile_countsFromTheNextRequest() {
    var users = NGINX.passwordFile("changing", Map.of("ann", "other"));
    NGINX.server("changing", NginxLocations.basic("/", users)).reload();
    assertThat(statusAsAnn("changing", "/")).isEqualTo(401);

    NGINX.passwordFile("changing", Map.of("ann", "one"));

    assertThat(statusAsAnn("changing", "/")).isEqualTo(200);
  }

  @Test
  void proxy_dropsTheAuthorizationHeaderWhenTold() {
    assertThat(statusAsAnn("front", "/through/")).isEqualTo(200);
    assertThat(statusAsAnn("front", "/stripping/")).isEqualTo(401);
  }

  @Test
  void redirect_leadsToAnotherOrigin() {
    assertThat(PlainHttp.get(NGINX.url("front", "/moved")).headers().firstValue("Location"))
        .hasValue(NGINX.url("back", "/"));
  }

  @Test
  void authRequest_letsThroughWhatTheCheckAccepts() {
    assertThat(statusAsAnn("front", "/checked/")).isEqualTo(200);
    assertThat(PlainHttp.status(NGINX.url("front", "/checked/"))).isEqualTo(401);
  }

  @Test
  void upstream_takesTurns() {
    List<Integer> statuses =
        IntStream.range(0, 4)
            .mapToObj(_ -> PlainHttp.status(NGINX.url("front", "/balanced/")))
            .toList();

    assertThat(statuses).containsOnly(200, 401);
  }

  @Test
  void reload_replacesAServer() {
    NGINX.server("reloaded", NginxLocations.answer("/", 200, "before")).reload();
    assertThat(PlainHttp.get(NGINX.url("reloaded", "/")).body()).isEqualTo("before\n");

    NGINX.server("reloaded", NginxLocations.answer("/", 200, "after")).reload();

    assertThat(PlainHttp.get(NGINX.url("reloaded", "/")).body()).isEqualTo("after\n");
  }

  private static int statusAsAnn(String server, String path) {
    return PlainHttp.status(NGINX.url(server, path), "Authorization", ANN);
  }
}
