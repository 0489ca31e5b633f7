package why401.cli;

/// Exit statuses of the contract.
final class ExitStatus {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int BAD_CONFIGURATION = 2;
  static final int UNAUTHORIZED = 3;
  static final int OTHERWISE_FAILED = 4;

  private ExitStatus() {}
}
