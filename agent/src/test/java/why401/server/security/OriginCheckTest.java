package why401.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // no browser
        "                       |              | 127.0.0.1:9401      | true",
        "                       |              | why401.example      | true",
        "                       | none         | localhost:9401      | true",
        // our own page
        "http://127.0.0.1:9401  | same-origin  | 127.0.0.1:9401      | true",
        "http://localhost:9401  |              | localhost:9401      | true",
        "http://[::1]:9401      |              | [::1]:9401          | true",
        "http://10.1.2.3:9401   |              | 10.1.2.3:9401       | true",
        "https://agent.internal |              | agent.internal      | true",
        "https://AGENT.internal |              | agent.INTERNAL      | true",
        // another page
        "http://evil.example    | cross-site   | 127.0.0.1:9401      | false",
        "http://evil.example    |              | 127.0.0.1:9401      | false",
        "http://localhost:3000  |              | localhost:9401      | false",
        "http://localhost:3000  | same-site    | localhost:9401      | false",
        "null                   |              | 127.0.0.1:9401      | false",
        "''                     |              | 127.0.0.1:9401      | false",
        "http://:               |              | 127.0.0.1:9401      | false",
        "http://127.0.0.1:9401@evil.example |  | 127.0.0.1:9401      | false",
        // a name that was made to point here
        "http://evil.example    |              | evil.example        | false",
        "http://evil.example    | same-origin  | evil.example        | false",
        "http://1.2.3.4.evil.example |         | 1.2.3.4.evil.example | false",
        "http://127.0.0.1:9401  |              |                     | false",
      })
  void pageOfAnotherSite_mayChangeNothing(
      @Nullable String origin, @Nullable String site, @Nullable String host, boolean allowed) {
    assertThat(OriginCheck.allows(origin, site, host, "agent.internal")).isEqualTo(allowed);
  }
}
