package why401.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("url", "interval", "timeout", "client-secret", "client-id", "follow-redirects");

  @ParameterizedTest
  @CsvSource({
    "intervall, interval",
    "itnerval, interval",
    "time-out, timeout",
    "client_secret, client-secret",
    "clientsecret, client-secret",
    "URL, url",
    "uri, url"
  })
  void typo_findsWhatWasMeant(String typo, String meant) {
    assertThat(Suggestion.to(typo, KNOWN)).isEqualTo(Optional.of(meant));
  }

  @Test
  void anotherWord_findsNothing() {
    assertThat(Suggestion.to("password", KNOWN)).isEmpty();
    assertThat(Suggestion.to("x", KNOWN)).isEmpty();
  }
}
