package why401.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The mechanical part of naming: a simple name stands for one type, and no type has a name that
/// hides what it is.
class NamesTest {
  /// A word in the name of a type, and what is wrong with it.
  private static final Map<String, String> BANNED =
      Map.ofEntries(
          Map.entry("Util", "says nothing: name what it does"),
          Map.entry("Utils", "says nothing: name what it does"),
          Map.entry("Helper", "says nothing: name what it does"),
          Map.entry("Manager", "says nothing: scheduler, registry, store, cache?"),
          Map.entry("Impl", "name what sets it apart from its interface"),
          Map.entry("Answer", "HTTP says response, an attempt has a result"),
          Map.entry("Bench", "context"),
          Map.entry("Buyer", "tokens are requested or obtained, not bought"),
          Map.entry("Door", "socket"),
          Map.entry("Flight", "attempt"),
          Map.entry("Gate", "limiter, filter or guard"),
          Map.entry("Heard", "listener"),
          Map.entry("Judge", "classifier"),
          Map.entry("Keeper", "source, store or cache"),
          Map.entry("Ledger", "record"),
          Map.entry("Line", "session or connection"),
          Map.entry("Moment", "reading of a clock"),
          Map.entry("Passage", "interceptor"),
          Map.entry("Pilot", "trial request of a half-open circuit breaker"),
          Map.entry("Proof", "credentials (RFC 9110, 11.4); a proof is DPoP's"),
          Map.entry("Seen", "a participle: observation, state"),
          Map.entry("Shown", "a participle: public, redacted"),
          Map.entry("Slot", "name what is in it"),
          Map.entry("Spoken", "a participle: match"),
          Map.entry("Told", "a participle: reported by whom?"),
          Map.entry("Veil", "redactor"),
          Map.entry("Wire", "transport"));

  /// Words that end like gerunds and are nouns.
  private static final Set<String> NOUNS =
      Set.of(
          "Finding",
          "Meaning",
          "Wording",
          "Setting",
          "String",
          "Reading",
          "Sighting",
          "Signing",
          "Alerting",
          "Everything");

  private final List<String> names = CompiledClass.all().stream().map(CompiledClass::name).toList();

  NamesTest() throws IOException {}

  @Test
  void everySimpleName_standsForOneType() {
    Map<String, Set<String>> bySimpleName = new HashMap<>();
    for (String name : names) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      if (!simple.contains("$") && !simple.equals("package-info")) {
        bySimpleName.computeIfAbsent(simple, _ -> new TreeSet<>()).add(name);
      }
    }
    bySimpleName.values().removeIf(types -> types.size() == 1);
    assertThat(bySimpleName).isEmpty();
  }

  @Test
  void noNestedType_hasTheNameOfAnotherFile() {
    Set<String> files = new TreeSet<>();
    names.stream()
        .filter(name -> !name.contains("$"))
        .forEach(name -> files.add(name.substring(name.lastIndexOf('.') + 1)));
    assertThat(names)
        .filteredOn(name -> name.contains("$"))
        .noneMatch(name -> files.contains(name.substring(name.lastIndexOf('$') + 1)));
  }

  @Test
  void noName_containsABannedWord() {
    Map<String, String> wrong = new TreeMap<>();
    for (String name : names) {
      String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
      String[] words = simple.split("(?<=[a-z0-9])(?=[A-Z])");
      String noun = words[words.length - 1];
      Arrays.stream(words)
          .filter(BANNED::containsKey)
          .forEach(word -> wrong.put(name, BANNED.get(word)));
      if (noun.matches("[A-Z][a-z]+ing") && !NOUNS.contains(noun)) {
        wrong.put(name, noun + ": a gerund is not a thing");
      }
    }
    assertThat(wrong).isEmpty();
  }
}
