package why401.experiment;

/// Counts refused attempts with a password over everything that shares the credential, so that no
/// account is locked by being watched. Safe for many threads.
public interface AttemptGuard {
  /// How many attempts with `credential` may still be refused before it is held back.
  int left(String credential);

  /// Claims one of them before the attempt is made: it counts as refused until it is settled. False
  /// if none is left; then the attempt must not be made.
  boolean claim(String credential);

  /// Says how a claimed attempt ended.
  void settle(String credential, boolean refused);
}
