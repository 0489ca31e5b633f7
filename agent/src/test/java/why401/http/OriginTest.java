package why401.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void origin_isSchemeHostAndPort_withoutUserInformation() {
    assertThat(Origin.of(URI.create("https://host:8443/path?query")))
        .isEqualTo("https://host:8443");
    assertThat(Origin.of(URI.create("http://user:pass@host/"))).isEqualTo("http://host");
    assertThat(Origin.of(URI.create("http://user:pass@[::1]:80/a@b"))).isEqualTo("http://[::1]:80");
  }
}
