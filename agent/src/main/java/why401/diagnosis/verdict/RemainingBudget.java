package why401.diagnosis.verdict;

/// What the examination may still cost.
///
/// @param requests extra requests
/// @param refusals attempts with the password that may be refused before this is asked again, 0 if
///   it is held back
/// @param atTarget requests that the target may still refuse before a filter would ban the agent
public record RemainingBudget(int requests, int refusals, int atTarget) {
  /// Nothing may be asked: passive diagnosis.
  public static final RemainingBudget NONE = new RemainingBudget(0, 0, 0);

  /// Of a target that bans nobody.
  public RemainingBudget(int requests, int refusals) {
    this(requests, refusals, Integer.MAX_VALUE);
  }
}
