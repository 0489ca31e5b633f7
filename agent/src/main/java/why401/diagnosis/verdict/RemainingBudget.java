package why401.diagnosis.verdict;

/// What the examination may still cost.
///
/// @param requests extra requests
/// @param refusals attempts with the password that may be refused before this is asked again, 0 if
///   it is held back
public record RemainingBudget(int requests, int refusals) {
  /// Nothing may be asked: passive diagnosis.
  public static final RemainingBudget NONE = new RemainingBudget(0, 0);
}
