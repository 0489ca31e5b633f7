package why401.challenge;

import java.util.List;

/// A claim of the vocabulary and how it was made.
///
/// @param precedence the place of its rule; a smaller one comes first among equals
/// @param bare in one word, which leaves open of what it is said
/// @param prose in a sentence, not in a code
/// @param weakened by a doubt in the same sentence, or beside others
/// @param claim what is claimed
record Spoken(int precedence, boolean bare, boolean prose, boolean weakened, Claim claim) {

  private static final int LATER = 1000;

  /// What it is worth beside the others: prose that doubts explains a code or a title that does
  /// not, code and prose that name different causes name none, and what a sentence names comes
  /// before a bare word.
  Spoken besides(List<Spoken> others) {
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
                            && other.claim.hint() != claim.hint());
    return doubted || disputed || outdone
        ? new Spoken(prose ? precedence : precedence + LATER, bare, prose, true, claim.suggested())
        : this;
  }

  /// Whether the claim is firm.
  boolean named() {
    return claim.strength() == Strength.NAMED;
  }

  /// Whether this is a sentence elsewhere in the answer that leaves open what the other one claims.
  private boolean doubts(Spoken other) {
    return prose && weakened && same(other) && !claim.why().equals(other.claim.why());
  }

  private boolean same(Spoken other) {
    return claim.hint() == other.claim.hint();
  }
}
