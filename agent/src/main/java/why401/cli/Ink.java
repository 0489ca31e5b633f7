package why401.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/// Styles for terminal output.
///
/// @param ansi whether they are used: on a terminal, unless `NO_COLOR` is set
record Ink(Ansi ansi) {
  /// For this process's standard output.
  static Ink forTerminal() {
    return new Ink(Ansi.AUTO);
  }

  String bad(String text) {
    return paint(text, Style.bold, Style.fg_red);
  }

  String good(String text) {
    return paint(text, Style.bold, Style.fg_green);
  }

  String strong(String text) {
    return paint(text, Style.bold);
  }

  String faint(String text) {
    return paint(text, Style.faint);
  }

  private String paint(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.on() : text;
  }
}
