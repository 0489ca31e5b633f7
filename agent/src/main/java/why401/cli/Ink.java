package why401.cli;

import java.io.Console;

/// Colours for a terminal; plain text elsewhere, and where `NO_COLOR` is set.
record Ink(boolean coloured) {
  /// For this process's standard output.
  @SuppressWarnings("SystemConsoleNull") // null is what its contract allows
  static Ink forTerminal() {
    Console console = System.console();
    return new Ink(console != null && console.isTerminal() && System.getenv("NO_COLOR") == null);
  }

  String bad(String text) {
    return paint("1;31", text);
  }

  String good(String text) {
    return paint("1;32", text);
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
