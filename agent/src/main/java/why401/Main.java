package why401;

import why401.cli.Why401Command;

/// Entry point of the launcher.
public final class Main {
  private Main() {}

  /// Runs the command named by `args` and exits with its status.
  public static void main(String[] args) {
    System.exit(Why401Command.execute(args));
  }
}
