package why401;

/// Entry point of the launcher.
public final class Main {
  private Main() {}

  /// Runs the command named by `args` and exits with its status.
  public static void main(String[] args) {
    System.out.println("why401");
  }
}
