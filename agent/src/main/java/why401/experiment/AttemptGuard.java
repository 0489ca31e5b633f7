package why401.experiment;

/// Counts refused attempts with a password over everything that shares the credential, so that no
/// account is locked by being watched. Passwords are told apart by their fingerprint. Safe for many
/// threads.
public interface AttemptGuard {
  /// Whether the password is held back now; asking changes nothing.
  boolean heldBack(String credential, String fingerprint);

  /// Whether it may be shown now. Yes is a promise to report how the attempt ended.
  boolean mayTry(String credential, String fingerprint);

  /// It was refused.
  void refused(String credential, String fingerprint);

  /// It was accepted.
  void accepted(String credential, String fingerprint);

  /// The attempt ended without a word on the password.
  void unknown(String credential, String fingerprint);
}
