package why401.http.client;

/// Follows the frames of HTTP/2 (RFC 9113, 4.1) as they arrive, and bounds a header block, which
/// OkHttp decodes into memory until it ends: three bytes on the wire become ninety there.
final class HeaderBlockLimit {
  /// As much as OkHttp takes over HTTP/1.1.
  static final int MOST = 256 * 1024;

  private static final int FRAME_HEADER = 9;
  private static final int HEADERS = 1;
  private static final int PUSH_PROMISE = 5;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private final byte[] header = new byte[FRAME_HEADER];
  private int headerBytes;
  private int payloadLeft;
  private int block;

  /// Looks at `length` bytes that arrived.
  ///
  /// @return whether every header block among them is within the bound
  boolean accepts(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (payloadLeft > 0) {
        int skipped = Math.min(payloadLeft, end - at);
        payloadLeft -= skipped;
        at += skipped;
      } else {
        header[headerBytes++] = bytes[at++];
        if (headerBytes == FRAME_HEADER && !begins()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean begins() {
    headerBytes = 0;
    payloadLeft = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
    int type = header[3];
    if (type == HEADERS || type == PUSH_PROMISE) {
      block = FRAME_HEADER + payloadLeft;
    } else if (type == CONTINUATION) {
      block += FRAME_HEADER + payloadLeft;
    } else {
      return true;
    }
    boolean within = block <= MOST;
    if ((header[4] & END_HEADERS) != 0) {
      block = 0;
    }
    return within;
  }
}
