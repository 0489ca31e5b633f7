package why401.http.client;

import java.io.IOException;
import java.nio.file.Path;

/// A certificate or key file cannot be used. The message names the file, never its content.
public final class TlsFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /// With a message in the form `file: what (expected: …)`.
  public TlsFileException(String message) {
    super(message);
  }

  static TlsFileException of(String name, Path file, String expected) {
    return new TlsFileException("%s: %s (expected: %s)".formatted(name, file, expected));
  }
}
