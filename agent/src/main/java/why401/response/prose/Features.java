package why401.response.prose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import why401.challenge.Response;

/// Turns a response into hashed features: its words, pairs and triples of them, and the character
/// n-grams within words, which serve other languages and unknown spellings.
final class Features {

  private static final int WORD_LIMIT = 24;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DIGITS = Pattern.compile("\\p{N}+");

  private Features() {}

  /// The hashes of what occurs, each once.
  static Set<Integer> of(Response response) {
    Set<Integer> features = new HashSet<>();
    features.add(hash('s', String.valueOf(response.status())));
    features.add(hash('s', response.status() / 100 + "xx"));
    for (Passage passage : Passages.of(response)) {
      words(passage.name()).forEach(word -> features.add(hash('k', word)));
      addText(features, words(passage.text()));
    }
    return features;
  }

  private static void addText(Set<Integer> features, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      features.add(hash('w', word));
      addGrams(features, " " + word + " ");
      String before = i > 0 ? words.get(i - 1) : "^";
      features.add(hash('b', before + ' ' + word));
      if (i > 1) {
        features.add(hash('t', words.get(i - 2) + ' ' + before + ' ' + word));
      }
    }
  }

  private static void addGrams(Set<Integer> features, String padded) {
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int i = 0; i + length <= padded.length(); i++) {
        features.add(hash('c', padded.substring(i, i + length)));
      }
    }
  }

  /// Lower-case words; identifiers fall apart at humps and underscores, numbers into one sign, and
  /// what is longer than a word is left out: keys, tokens, hashes.
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
    return hash & ~7 | "skwbtc".indexOf(kind);
  }
}
