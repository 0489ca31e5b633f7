package why401.response.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;
import why401.response.statement.Quote;
import why401.response.statement.SentenceNormalizer;
import why401.response.statement.Statement;
import why401.response.statement.Statement.Place;
import why401.response.statement.Strength;

/// The general knowledge: what words in an answer mean, whatever product says them.
///
/// A sentence that lists alternatives ("expired or revoked"), that hedges ("may be locked"), that
/// is translated or that stands on a page for people suggests at most; a negated word ("not
/// locked") says nothing.
public final class Vocabulary {

  private static final String SOURCE = "general vocabulary";
  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|never|without|nor|un)(?: (?:been|yet|currently|being|be|a|an|the))? $");
  private static final Pattern OR =
      Pattern.compile("^[ ,]*(?:(?!because|due|since)[a-z]+ ){0,5}or(?: [a-z]+){0,5} ?$");
  private static final Pattern COMMA = Pattern.compile("^ ?, ?(?:[a-z]+ ){0,2}$");

  /// What a sentence says of the one before it.
  private static final Pattern GUESS = Pattern.compile("^(?:this|that|it) (?:may|might|could)\\b");

  private static final String THING =
      "(?:(?:user|log ?in|client|app|account|key|signing|api|access|refresh)"
          + " ?)?(?:names?|ids?|users?|e ?mails?|log ?ins?|pass"
          + " ?(?:words?|codes?)|pins?|keys?|secrets?|tokens?|credentials?"
          + "|scopes?|roles?|groups?|permissions?|privileges?|accounts?|cookies?|headers?|param\\w*"
          + "|certificates?|kid|alg\\w*|basic|bearer|d?pop|digest|jw[ste]|read|write|view|edit|create|update|delete|access|perform|sign"
          + " ?(?:up|in)|register|services?|resources?|applications?)";
  private static final List<String> ALIKE =
      List.of(
          THING,
          "(?:missing|empty|blank|absent|null|undefined)",
          "(?:locked|disabled|suspended|blocked|banned|deactivated|closed|deleted)",
          "(?:too )?(?:short|long)");

  /// Two things, of which either may be meant without a doubt about the cause.
  private static final Pattern EITHER =
      Pattern.compile(
          ALIKE.stream()
              .map(one -> one + " or (?:(?:an?|the|your|its) )?(?=" + one + "\\b)")
              .collect(
                  Collectors.joining(
                      "|",
                      "\\b(?:",
                      "|(?:on|at) or (?=after)|(?:one|two) or (?=more)"
                          + "|segments? jws or (?=\\w+ segments?))")));

  private final List<WordRule> rules;
  private final Signs signs;
  private final Glossary languages;

  /// Words that tell how others are meant.
  ///
  /// @param subject that the talk is of authentication at all
  /// @param proof that it is of what proves an identity, not of a mere user or client
  /// @param vague that something is wrong, without what
  /// @param choice two states of which either is meant
  /// @param hedge a guess or advice
  /// @param loose what is firm of a token only; of a signed request the same words fit a wrong key
  record Signs(
      Pattern subject,
      Pattern proof,
      Pattern vague,
      Pattern choice,
      Pattern hedge,
      Pattern loose) {}

  Vocabulary(List<WordRule> rules, Signs signs, Glossary languages) {
    this.rules = List.copyOf(rules);
    this.signs = signs;
    this.languages = languages;
  }

  /// What the answer claims, in the order of the rules; several claims of one cause may come. With
  /// a status that is not about authentication only what speaks of authentication counts.
  public List<Indication> claims(ParsedResponse answer) {
    List<WordMatch> spoken = new ArrayList<>();
    for (Statement statement : answer.statements()) {
      Optional<String> english =
          statement.numeric() ? Optional.of("") : languages.english(statement.text());
      List<String> sentences = SentenceNormalizer.of(english.orElse(statement.text()));
      if (answer.refuses()
          || sentences.stream().anyMatch(sentence -> signs.subject.matcher(sentence).find())) {
        boolean doubt = english.isPresent() || statement.place() == Place.PAGE;
        for (int i = 0; i < sentences.size(); i++) {
          String sentence = sentences.get(i);
          boolean loose = !answer.ofToken() && signs.loose.matcher(sentence).find();
          boolean guessed = i + 1 < sentences.size() && GUESS.matcher(sentences.get(i + 1)).find();
          List<WordMatch> more =
              spoken(sentence, statement, answer.status(), doubt || loose || guessed);
          doubt |= more.stream().anyMatch(WordMatch::weakened);
          boolean firmOnly = answer.status() == 200 && !signs.proof.matcher(sentence).find();
          more.stream().filter(one -> !firmOnly || one.named()).forEach(spoken::add);
        }
      }
    }
    return spoken.stream()
        .map(one -> one.besides(spoken))
        .sorted(Comparator.comparingInt(WordMatch::precedence))
        .map(WordMatch::indication)
        .toList();
  }

  /// Whether prose guesses at several reasons, so that a code beside it is no more than a guess.
  public boolean doubts(ParsedResponse answer) {
    return answer.statements().stream()
        .filter(Vocabulary::prose)
        .flatMap(statement -> SentenceNormalizer.of(statement.text()).stream())
        .anyMatch(sentence -> sentence.contains(" or ") && signs.hedge.matcher(sentence).find());
  }

  private List<WordMatch> spoken(String sentence, Statement statement, int status, boolean doubt) {
    List<Hit> hits = new ArrayList<>();
    for (WordRule rule : rules) {
      Matcher says = rule.in(sentence, status);
      if (says != null && !negated(sentence, says.start())) {
        hits.add(new Hit(rule, says.start(), says.end()));
      }
    }
    boolean weak =
        doubt
            || (!hits.isEmpty()
                && (signs.hedge.matcher(sentence).find() || alternatives(sentence, hits)));
    return hits.stream()
        .map(
            hit ->
                new WordMatch(
                    hit.rule.precedence(),
                    sentence.indexOf(' ') < 0,
                    prose(statement),
                    weak && hit.rule.strength() == Strength.NAMED,
                    new Indication(
                        hit.rule.hint(),
                        weak ? Strength.SUGGESTED : hit.rule.strength(),
                        why(statement),
                        SOURCE)))
        .toList();
  }

  private static boolean negated(String sentence, int start) {
    return NEGATED.matcher(sentence.substring(0, start)).find();
  }

  /// Whether two words of different meaning are joined by "or": then the sentence names neither.
  private boolean alternatives(String sentence, List<Hit> hits) {
    if (hits.stream()
            .filter(hit -> hit.rule.strength() == Strength.NAMED)
            .map(hit -> hit.rule.hint())
            .distinct()
            .count()
        > 2) {
      return true;
    }
    if (!sentence.contains(" or ")) {
      return false;
    }
    if (sentence.contains(", or ")
        || EITHER.matcher(sentence).replaceAll("").contains(" or ")
        || (signs.choice.matcher(sentence).find()
            && hits.stream().anyMatch(hit -> hit.rule.strength() == Strength.NAMED))) {
      return true;
    }
    for (Hit hit : hits) {
      for (Hit other : hits) {
        if (hit.rule.hint() != other.rule.hint() && joined(sentence, hit.end, other.start)) {
          return true;
        }
      }
      Matcher unspecific = signs.vague.matcher(sentence);
      while (unspecific.find()) {
        if (joined(sentence, hit.end, unspecific.start())
            || joined(sentence, unspecific.end(), hit.start)) {
          return hit.rule.strength() == Strength.NAMED;
        }
      }
    }
    return false;
  }

  private static boolean joined(String sentence, int end, int start) {
    if (end > start) {
      return false;
    }
    String between = sentence.substring(end, start);
    return OR.matcher(between).find() || COMMA.matcher(between).find();
  }

  private static String why(Statement statement) {
    String where =
        switch (statement.place()) {
          case CHALLENGE -> "the challenge says %s".formatted(statement.field());
          case HEADER -> "the header %s says".formatted(statement.field());
          case FIELD ->
              statement.field().isEmpty()
                  ? "the body says"
                  : "the body's %s says".formatted(statement.field());
          case TEXT -> "the body says";
          case PAGE -> "the page says";
        };
    return where + " \"" + Quote.of(statement.text()) + "\"";
  }

  private static boolean prose(Statement statement) {
    return statement.text().strip().indexOf(' ') > 0;
  }

  private record Hit(WordRule rule, int start, int end) {}
}
