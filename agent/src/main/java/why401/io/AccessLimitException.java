package why401.io;

import java.io.IOException;

/// A file has more in it than what it is for ever has.
public final class AccessLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  AccessLimitException(int limit) {
    super("too large (expected: at most %d MiB)".formatted(limit >> 20));
  }
}
