package why401.response.vocabulary;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.response.statement.Hint;
import why401.response.statement.Strength;

/// Words that mean one cause.
///
/// @param precedence the place among the rules; a smaller one wins among equals
/// @param hint the cause
/// @param strength how firmly the words name it
/// @param stems parts of words of which one must occur, so that most sentences cost no regular
///   expression
/// @param says the words
/// @param unless words that give the sentence another meaning, or null
/// @param statuses the only statuses with which the words mean this; empty for all
record WordRule(
    int precedence,
    Hint hint,
    Strength strength,
    List<String> stems,
    Pattern says,
    @Nullable Pattern unless,
    List<Integer> statuses) {

  WordRule {
    stems = List.copyOf(stems);
    statuses = List.copyOf(statuses);
  }

  /// The matcher standing on the words, or null.
  @Nullable Matcher in(String sentence, int status) {
    if ((!statuses.isEmpty() && !statuses.contains(status))
        || stems.stream().noneMatch(sentence::contains)) {
      return null;
    }
    Matcher matcher = says.matcher(sentence);
    boolean found = matcher.find() && (unless == null || !unless.matcher(sentence).find());
    return found ? matcher : null;
  }
}
