package why401.io;

import java.io.IOException;

/// A file is larger than anything it could be meant for.
public final class AccessLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  AccessLimitException(int limit) {
    super("too large (expected: at most %d MiB)".formatted(limit >> 20));
  }
}
