package why401.response.prose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import why401.response.statement.ParsedResponse;
import why401.response.statement.Statement;

/// Turns statements into hashed features: words, pairs of them, and the character n-grams within
/// words, which serve other languages and unknown spellings.
final class Features {

  private static final int WORD_LIMIT = 24;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DIGITS = Pattern.compile("\\p{N}+");

  private Features() {}

  /// What the whole response shows, each feature once.
  static Set<Integer> of(ParsedResponse response) {
    Set<Integer> features = new HashSet<>();
    int status = response.response().status();
    features.add(hash('s', String.valueOf(status)));
    features.add(hash('s', status / 100 + "xx"));
    response.statements().forEach(statement -> features.addAll(of(statement)));
    return features;
  }

  /// What one statement shows; a number shows nothing that another product would mean by it.
  static Set<Integer> of(Statement statement) {
    Set<Integer> features = new HashSet<>();
    if (!statement.numeric()) {
      words(statement.field()).forEach(word -> features.add(hash('k', word)));
      addText(features, words(statement.text()));
    }
    return features;
  }

  private static void addText(Set<Integer> features, List<String> words) {
    String before = "^";
    for (String word : words) {
      features.add(hash('w', word));
      features.add(hash('b', before + ' ' + word));
      addGrams(features, ' ' + word + ' ');
      before = word;
    }
  }

  private static void addGrams(Set<Integer> features, String padded) {
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int i = 0; i + length <= padded.length(); i++) {
        features.add(hash('c', padded.substring(i, i + length)));
      }
    }
  }

  /// Lower-case words: identifiers fall apart at humps and underscores, all numbers are one, and
  /// what is longer than a word (keys, tokens, hashes) is left out.
  private static List<String> words(String text) {
    String spaced = HUMP.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
    return SEPARATOR
        .splitAsStream(spaced)
        .map(word -> DIGITS.matcher(word).replaceAll("0"))
        .filter(word -> !word.isEmpty() && word.length() <= WORD_LIMIT)
        .toList();
  }

  /// FNV-1a, so that a model means the same on every machine.
  private static int hash(char kind, String text) {
    int hash = (0x811c9dc5 ^ kind) * 0x01000193;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    return hash;
  }
}
