package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.Credential;
import why401.credential.Credential.Placement;
import why401.credential.TokenPlacement;
import why401.probe.Probe;

class PlacedCredentialReaderTest {
  private static final String CREDENTIALS =
      """
      credentials {
        key { type = api-key, name = X-API-Key, value { env = K } }
        api { type = bearer, token { env = T } }
        other { type = bearer, token { env = T } }
        printer { type = digest, username = u, password { env = P } }
      }
      """;

  @TempDir Path folder;

  private TokenPlacement placement(String text) {
    Configuration configuration =
        Configurations.valid(
            folder,
            "why401 { credentials { x { type = bearer, token { env = T }, " + text + " } } }");
    return ((Credential.Bearer) configuration.credentials().get("x")).placement();
  }

  private Probe probe(String text) {
    return Configurations.valid(folder, probeText(text)).probes().getFirst();
  }

  private static String probeText(String text) {
    return "why401 { "
        + CREDENTIALS
        + " probes { p { url = \"https://a.example/\", "
        + text
        + " } } }";
  }

  private List<String> problems(String text) {
    return switch (Configurations.load(folder, probeText(text))) {
      case LoadResult.Loaded loaded -> loaded.warnings().stream().map(Object::toString).toList();
      case LoadResult.Invalid invalid -> invalid.problems().stream().map(Object::toString).toList();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "|HEADER|Authorization|Bearer ",
        "name = X-Auth-Token|HEADER|X-Auth-Token|''",
        "prefix = Token|HEADER|Authorization|Token ",
        "prefix = \"\"|HEADER|Authorization|''",
        "name = X-Api, prefix = \"Key=\"|HEADER|X-Api|Key=",
        "in = query|QUERY|access_token|''",
        "in = cookie, name = s|COOKIE|s|''"
      })
  void placement_isRead(String text, Placement in, String name, String prefix) {
    assertThat(placement(text == null ? "" : text)).isEqualTo(new TokenPlacement(in, name, prefix));
  }

  @Test
  void severalCredentials_keepTheirOrder_digestFirst() {
    Probe probe = probe("credential = [key, printer]");
    assertThat(probe.credential()).isEqualTo("printer");
    assertThat(probe.companions().credentials()).containsExactly("key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credential = [api, other]",
        "credential = [api, printer]",
        "credential = api, headers { authorization { env = H } }",
        "credential = [key, key]",
        "credential = [key, none]"
      })
  void credentials_thatCannotBeSentTogether_areErrors(String text) {
    assertThat(Configurations.load(folder, probeText(text))).isInstanceOf(LoadResult.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Api-Token = abcdefgh1",
        "X-Anything = \"Bearer abcdefgh1\"",
        "X-Anything = sk-abcdefgh1234",
        "X-Auth = abcdefgh1"
      })
  void header_thatLooksLikeASecret_isAWarning(String header) {
    assertThat(problems("headers { " + header + " }"))
        .anyMatch(it -> it.contains("looks like a secret in plain text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept = \"application/vnd.github.v3+json\"",
        "Idempotency-Key = abcdefgh1",
        "X-Request-Id = 17",
        "Accept-Language = \"en-US,en;q=0.5\""
      })
  void header_thatIsNone_isNoWarning(String header) {
    assertThat(problems("headers { " + header + " }"))
        .noneMatch(it -> it.contains("looks like a secret"));
  }
}
