package why401.token.oauth;

import java.io.IOException;

/// Another member of the cluster changed the record meanwhile: what it says now counts.
final class RecordConflictException extends IOException {
  private static final long serialVersionUID = 1;

  RecordConflictException() {
    super("refresh token: changed by another member (expected: its answer)");
  }
}
