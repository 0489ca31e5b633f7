package why401.deployment;

import java.io.IOException;

/// A record of the cluster cannot be known or changed now; the message says why, without its
/// content.
public final class SharedRecordException extends IOException {
  private static final long serialVersionUID = 1;

  public SharedRecordException(String message) {
    super(message);
  }
}
