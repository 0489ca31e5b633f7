package why401.response.prose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

  /// The feature of the status, which is not prose.
  static Set<Integer> of(int status) {
    return Set.of(hash('s', String.valueOf(status)), hash('s', status / 100 + "xx"));
  }

  /// The features of one statement; a number is ignored, since it means something else in every
  /// product.
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

  /// The hash of a longer n-gram continues from that of a shorter one.
  private static void addGrams(Set<Integer> features, String padded) {
    for (int start = 0; start + SHORTEST <= padded.length(); start++) {
      int hash = start('c');
      int end = Math.min(padded.length(), start + LONGEST);
      for (int i = start; i < end; i++) {
        hash = next(hash, padded.charAt(i));
        if (i - start + 1 >= SHORTEST) {
          features.add(hash);
        }
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

  private static int hash(char kind, String text) {
    int hash = start(kind);
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text.charAt(i));
    }
    return hash;
  }

  /// FNV-1a, so that a model means the same on every machine.
  private static int start(char kind) {
    return next(0x811c9dc5, kind);
  }

  private static int next(int hash, char character) {
    return (hash ^ character) * 0x01000193;
  }
}
