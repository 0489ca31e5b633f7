package why401.response.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.response.statement.Hint;
import why401.response.statement.RequestContext;
import why401.response.statement.Strength;

/// Loads the files of knowledge, `words.json`, `languages.json` and `products.json`, and refuses a
/// rule with a key that it does not know.
final class KnowledgeLoader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WORD_KEYS =
      Set.of("hint", "strength", "stems", "says", "unless", "status");
  private static final Set<String> PRODUCT_KEYS =
      Set.of(
          "product",
          "status",
          "header",
          "field",
          "text",
          "endpoint",
          "hint",
          "hints",
          "strength",
          "source");

  private KnowledgeLoader() {}

  static Vocabulary vocabulary() {
    JsonNode file = read("words.json");
    List<WordRule> rules = new ArrayList<>();
    for (JsonNode rule : file.path("rules")) {
      onlyKeys(rule, WORD_KEYS);
      rules.add(
          new WordRule(
              rules.size(),
              Hint.of(rule.path("hint").asText()),
              strength(rule),
              strings(rule.path("stems")),
              words(String.join("|", strings(rule.path("says")))),
              unless(rule),
              integers(rule.path("status"))));
    }
    return new Vocabulary(
        rules,
        new Vocabulary.Signs(
            words(file.path("subject").asText()),
            words(file.path("proof").asText()),
            words(file.path("vague").asText()),
            choice(file.path("choice").asText()),
            words(file.path("hedge").asText()),
            words(file.path("loose").asText())),
        languages());
  }

  private static Glossary languages() {
    List<Glossary.Language> languages = new ArrayList<>();
    for (JsonNode language : read("languages.json").path("languages")) {
      List<Glossary.Word> words = new ArrayList<>();
      for (JsonNode word : language.path("words")) {
        words.add(new Glossary.Word(foreign(word.get(0)), word.get(1).asText()));
      }
      languages.add(new Glossary.Language(foreign(language.path("sign")), words));
    }
    return new Glossary(languages);
  }

  private static Pattern foreign(JsonNode words) {
    return Pattern.compile(words.asText(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  static ProductSignatures products() {
    return products(read("products.json"));
  }

  static ProductSignatures products(JsonNode file) {
    return new ProductSignatures(
        productRules(file.path("rules")),
        productRules(file.path("codes")),
        productRules(file.path("layers")));
  }

  private static List<ProductSignature> productRules(JsonNode array) {
    List<ProductSignature> rules = new ArrayList<>();
    for (JsonNode rule : array) {
      onlyKeys(rule, PRODUCT_KEYS);
      List<String> hints =
          rule.has("hint") ? List.of(rule.path("hint").asText()) : strings(rule.path("hints"));
      rules.add(
          new ProductSignature(
              rule.path("product").asText(),
              fit(rule),
              hints.stream().map(Hint::of).toList(),
              strength(rule),
              rule.path("source").asText()));
    }
    return rules;
  }

  private static ProductSignature.Fit fit(JsonNode rule) {
    return new ProductSignature.Fit(
        integers(rule.path("status")),
        patterns(rule.path("header")),
        patterns(rule.path("field")),
        rule.path("text").asText(),
        endpoint(rule));
  }

  private static JsonNode read(String name) {
    try (InputStream in =
        Objects.requireNonNull(KnowledgeLoader.class.getResourceAsStream(name), name)) {
      return JSON.readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }

  private static void onlyKeys(JsonNode rule, Set<String> known) {
    for (var key : rule.properties()) {
      if (!known.contains(key.getKey())) {
        throw new IllegalArgumentException(
            "%s: %s (expected: one of %s)".formatted(key.getKey(), rule, known));
      }
    }
  }

  private static Strength strength(JsonNode rule) {
    return Strength.valueOf(rule.path("strength").asText("named").toUpperCase(Locale.ROOT));
  }

  private static RequestContext.@Nullable Endpoint endpoint(JsonNode rule) {
    return rule.has("endpoint")
        ? RequestContext.Endpoint.valueOf(rule.path("endpoint").asText().toUpperCase(Locale.ROOT))
        : null;
  }

  private static @Nullable Pattern unless(JsonNode rule) {
    List<String> unless = strings(rule.path("unless"));
    return unless.isEmpty() ? null : words(String.join("|", unless));
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile("\\b(?:" + alternatives + ")\\b");
  }

  /// Two of the states joined by "or".
  private static Pattern choice(String states) {
    return Pattern.compile(
        "\\b(" + states + ") ?,? (?:and )?or (?:[a-z]+ ){0,3}(?!\\1)(?:" + states + ")\\b");
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asText()));
    return strings;
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> integers = new ArrayList<>();
    array.forEach(element -> integers.add(element.asInt()));
    return integers;
  }

  private static Map<String, Pattern> patterns(JsonNode object) {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry ->
                patterns.put(
                    entry.getKey(),
                    Pattern.compile(entry.getValue().asText(), Pattern.CASE_INSENSITIVE)));
    return patterns;
  }
}
