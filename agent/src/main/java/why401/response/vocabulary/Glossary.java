package why401.response.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts the few words that refusals use in other languages into English, so that the one vocabulary
/// serves for all. Word order is left alone: the languages here put what is wrong after what it is
/// wrong with, or before it as English does.
final class Glossary {

  private static final Pattern FOREIGN = Pattern.compile("[^\\p{ASCII}]+");
  private static final Map<String, String> MARKS =
      Map.of(
          "。", ". ", "．", ". ", "！", ". ", "？", ". ", "；", "; ", "，", ", ", "、", ", ", "：", ": ");

  private final List<Language> languages;

  /// One language.
  ///
  /// @param sign what shows that a text is of it
  /// @param words its words and their English, in order
  record Language(Pattern sign, List<Word> words) {
    Language {
      words = List.copyOf(words);
    }
  }

  /// A word, or several forms of it, and its English.
  record Word(Pattern foreign, String english) {}

  Glossary(List<Language> languages) {
    this.languages = List.copyOf(languages);
  }

  /// The text in a kind of English, or nothing if it shows no sign of a known language.
  Optional<String> english(String text) {
    return languages.stream()
        .filter(language -> language.sign.matcher(text).find())
        .findFirst()
        .map(language -> translated(text, language));
  }

  private static String translated(String text, Language language) {
    String english = text;
    for (Map.Entry<String, String> mark : MARKS.entrySet()) {
      english = english.replace(mark.getKey(), mark.getValue());
    }
    for (Word word : language.words) {
      english = word.foreign.matcher(english).replaceAll(" " + word.english + " ");
    }
    return FOREIGN.matcher(english).replaceAll(" ");
  }
}
