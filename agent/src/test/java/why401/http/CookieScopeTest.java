package why401.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CookieScopeTest {
  private static boolean goes(CookieScope scope, String url) {
    return scope.obstacle(URI.create(url)).isEmpty();
  }

  @Test
  void hostOnly_goesToThatHostAlone() {
    CookieScope scope = new CookieScope("shop.example", true, "/", false);
    assertThat(goes(scope, "http://Shop.example:8080")).isTrue();
    assertThat(goes(scope, "http://api.shop.example/")).isFalse();
  }

  @Test
  void domain_goesToHostsBelowIt_notToThoseThatEndAlike() {
    CookieScope scope = new CookieScope("shop.example", false, "/", false);
    assertThat(goes(scope, "https://api.shop.example/")).isTrue();
    assertThat(goes(scope, "https://myshop.example/")).isFalse();
    assertThat(scope.obstacle(URI.create("https://a.example/")))
        .hasValue("goes to shop.example and hosts below it");
  }

  @Test
  void path_endsAtASlash() {
    CookieScope scope = new CookieScope("h", true, "/app", false);
    assertThat(goes(scope, "http://h/app")).isTrue();
    assertThat(goes(scope, "http://h/app/x?y")).isTrue();
    assertThat(goes(scope, "http://h/apple")).isFalse();
    assertThat(goes(scope, "http://h")).isFalse();
  }

  @Test
  void secure_goesOverHttpsAlone() {
    CookieScope scope = new CookieScope("h", true, "/", true);
    assertThat(goes(scope, "https://h/")).isTrue();
    assertThat(goes(scope, "http://h/")).isFalse();
  }
}
