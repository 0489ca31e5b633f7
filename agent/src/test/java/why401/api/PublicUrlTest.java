package why401.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/v1?limit=1&monkey=2,https://a.example/v1?limit=1&monkey=2",
    "https://u:p@a.example/v1,https://a.example/v1",
    "https://a.example/v1?api_key=s3&limit=1,https://a.example/v1?api_key=***&limit=1",
    "https://a.example/v1?x=1&ACCESS_TOKEN=s3,https://a.example/v1?x=1&ACCESS_TOKEN=***",
    "https://a.example/?key=s3&sig=s4#f,https://a.example/?key=***&sig=***#f",
    "https://a.example/a@b?c=d@e,https://a.example/a@b?c=d@e"
  })
  void secrets_areHidden(String url, String shown) {
    assertThat(PublicUrl.of(url)).isEqualTo(shown);
  }
}
