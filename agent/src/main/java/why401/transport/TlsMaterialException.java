package why401.transport;

import java.io.IOException;
import java.nio.file.Path;

/// A certificate or key file cannot be used. The message names the file, never its content.
public final class TlsMaterialException extends IOException {
  private static final long serialVersionUID = 1L;

  /// With a message in the form `file: what (expected: …)`.
  public TlsMaterialException(String message) {
    super(message);
  }

  static TlsMaterialException of(String name, Path file, String expected) {
    return new TlsMaterialException("%s: %s (expected: %s)".formatted(name, file, expected));
  }
}
