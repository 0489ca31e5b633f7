package why401.http;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The token of a `Negotiate` challenge by which a server refuses a ticket: a KRB-ERROR (RFC 4120,
/// 5.9.1) inside the messages of SPNEGO and of the Kerberos mechanism (RFC 4178, 4121).
public final class SpnegoReply {
  private static final int KRB_ERROR = 0x7e;
  private static final int SEQUENCE = 0x30;
  private static final int ERROR_CODE = 0xa6;

  /// RFC 4120, 7.5.9.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(31, "KRB_AP_ERR_BAD_INTEGRITY"),
          Map.entry(32, "KRB_AP_ERR_TKT_EXPIRED"),
          Map.entry(33, "KRB_AP_ERR_TKT_NYV"),
          Map.entry(34, "KRB_AP_ERR_REPEAT"),
          Map.entry(35, "KRB_AP_ERR_NOT_US"),
          Map.entry(36, "KRB_AP_ERR_BADMATCH"),
          Map.entry(37, "KRB_AP_ERR_SKEW"),
          Map.entry(41, "KRB_AP_ERR_MODIFIED"),
          Map.entry(44, "KRB_AP_ERR_BADKEYVER"),
          Map.entry(45, "KRB_AP_ERR_NOKEY"));

  private final byte[] bytes;

  private SpnegoReply(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The error in `token`, by its name in RFC 4120; empty if there is none that is known.
  public static Optional<String> error(String token) {
    try {
      byte[] bytes = Base64.getDecoder().decode(token);
      return Optional.ofNullable(NAMES.get(new SpnegoReply(bytes).code()));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /// The error code, or -1: the first octet that begins a KRB-ERROR whose length fits.
  private int code() {
    for (int at = 0; at + 4 < bytes.length; at++) {
      if (unsigned(at) == KRB_ERROR && unsigned(body(at)) == SEQUENCE) {
        int code = field(body(body(at)));
        if (code >= 0) {
          return code;
        }
      }
    }
    return -1;
  }

  /// Walks the tagged fields from `start` to the error code.
  private int field(int start) {
    int at = start;
    while (at + 2 < bytes.length && (unsigned(at) & 0xe0) == 0xa0) {
      int body = body(at);
      if (unsigned(at) == ERROR_CODE) {
        return unsigned(body(body));
      }
      at = body + length(at);
    }
    return -1;
  }

  /// Where the content of the element at `at` begins.
  private int body(int at) {
    int first = unsigned(at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private int length(int at) {
    int first = unsigned(at + 1);
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < Math.min(2, first & 0x7f); i++) {
      length = (length << 8) | unsigned(at + 2 + i);
    }
    return length;
  }

  private int unsigned(int at) {
    return bytes[at] & 0xff;
  }
}
