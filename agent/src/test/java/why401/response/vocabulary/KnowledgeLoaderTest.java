package why401.response.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.response.statement.Hint;

class KnowledgeLoaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/main/resources/why401/response/vocabulary");

  static List<JsonNode> productRules() throws IOException {
    JsonNode file = JSON.readTree(FOLDER.resolve("products.json").toFile());
    List<JsonNode> rules = new ArrayList<>();
    file.path("rules").forEach(rules::add);
    file.path("codes").forEach(rules::add);
    return rules;
  }

  @ParameterizedTest
  @MethodSource("productRules")
  void everyProductRule_namesItsProductItsSourceAndWhatItMatches(JsonNode rule) {
    assertThat(rule.path("product").asText()).isNotBlank();
    assertThat(rule.path("source").asText()).isNotBlank();
    assertThat(rule.has("header") || rule.has("field") || rule.has("text")).isTrue();
    assertThat(rule.has("hint") ^ rule.has("hints")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("productRules")
  void textOfARule_isLowerCaseAsItIsCompared(JsonNode rule) {
    assertThat(rule.path("text").asText()).isLowerCase().doesNotContain("  ");
  }

  @Test
  void mistypedKey_isRefused() throws IOException {
    JsonNode file = JSON.readTree("{\"rules\":[{\"product\":\"x\",\"hnit\":\"token_expired\"}]}");
    assertThatThrownBy(() -> KnowledgeLoader.products(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hnit: ");
  }

  @Test
  void unknownLabel_isRefused() {
    assertThatThrownBy(() -> Hint.of("token_tired"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hint: \"token_tired\" (expected: a cause label such as token_expired)");
  }

  @Test
  void hints_areTheContractsCauses() {
    assertThat(List.of(Hint.values()))
        .extracting(Hint::label)
        .containsExactly(
            "credentials_missing",
            "credentials_stripped",
            "credentials_invalid",
            "account_locked",
            "token_expired",
            "clock_skew",
            "token_malformed",
            "token_signature_invalid",
            "token_revoked",
            "audience_mismatch",
            "issuer_mismatch",
            "insufficient_scope",
            "scheme_not_accepted",
            "session_stale",
            "server_misconfigured",
            "inconsistent_backends",
            "identity_provider_unavailable",
            "rate_limited",
            "transient",
            "unknown");
  }
}
