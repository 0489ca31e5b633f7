package why401.config.hocon;

import why401.io.PlainText;

/// Something wrong, or worth a warning, at one place of the configuration.
///
/// @param file as the user named it, or as the including file did
/// @param line from 1
/// @param message in the form `path: value (expected: …)`, without secrets
public record ConfigProblem(String file, int line, String message) {
  /// Makes what is quoted harmless where it is shown.
  public ConfigProblem {
    message = PlainText.of(message);
  }

  /// `FILE:LINE: message`.
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
