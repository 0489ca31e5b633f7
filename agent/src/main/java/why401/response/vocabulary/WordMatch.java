package why401.response.vocabulary;

import java.util.List;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// A claim of the vocabulary and how it was made.
///
/// @param precedence the place of its rule; a smaller one comes first among equals
/// @param bare in one word, which leaves open of what it is said
/// @param prose in a sentence, not in a code
/// @param weakened by a doubt in the same sentence, or beside others
/// @param indication what is claimed
record WordMatch(
    int precedence, boolean bare, boolean prose, boolean weakened, Indication indication) {

  private static final int LATER = 1000;

  /// What it is worth beside the others: prose that doubts explains a code or a title that does
  /// not, code and prose that name different causes name none, and what a sentence names comes
  /// before a bare word.
  WordMatch besides(List<WordMatch> others) {
    boolean doubted =
        others.stream().anyMatch(other -> other.doubts(this))
            && others.stream()
                .noneMatch(
                    other -> !other.equals(this) && other.prose && other.named() && same(other));
    boolean disputed =
        named()
            && others.stream().anyMatch(other -> other.named() && other.prose != prose)
            && others.stream()
                .noneMatch(other -> other.named() && other.prose != prose && same(other));
    boolean outdone =
        bare
            && others.stream()
                .anyMatch(
                    other ->
                        !other.bare
                            && (other.named() || !named())
                            && other.indication.hint() != indication.hint());
    return doubted || disputed || outdone
        ? new WordMatch(
            prose ? precedence : precedence + LATER, bare, prose, true, indication.suggested())
        : this;
  }

  /// Whether the claim is firm.
  boolean named() {
    return indication.strength() == Strength.NAMED;
  }

  /// Whether this is a sentence elsewhere in the answer that leaves open what the other one claims.
  private boolean doubts(WordMatch other) {
    return prose && weakened && same(other) && !indication.why().equals(other.indication.why());
  }

  private boolean same(WordMatch other) {
    return indication.hint() == other.indication.hint();
  }
}
