package why401.io;

import java.io.IOException;

/// A file does not answer: it is on a mount that hangs, or a pipe without a writer.
public final class AccessTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  AccessTimeoutException() {
    super("no answer in time");
  }
}
