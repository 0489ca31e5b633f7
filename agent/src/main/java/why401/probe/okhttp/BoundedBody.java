package why401.probe.okhttp;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/// What was read of a body, its content coding undone; bounded, so that neither an endless body nor
/// a small one that unfolds into a large one costs more.
///
/// @param text the beginning, undecodable bytes replaced
/// @param length bytes read
/// @param more whether there was more, or it broke off
record BoundedBody(String text, long length, boolean more) {
  private static final long MOST = 1024 * 1024;
  private static final int MOST_TEXT = 64 * 1024;

  /// Reads the body of `response`. If it breaks off and the status is a refusal or error, what
  /// arrived is enough.
  ///
  /// @throws IOException if the body of a success breaks off
  static BoundedBody of(Response response) throws IOException {
    Buffer bytes = new Buffer();
    boolean more;
    try {
      more = fill(response.body().source(), bytes);
    } catch (IOException e) {
      if (response.code() < 300) {
        throw e;
      }
      more = true;
    }
    long length = Math.min(bytes.size(), MOST);
    Charset charset = charset(response.body().contentType());
    String text = new String(bytes.readByteArray(Math.min(length, MOST_TEXT)), charset);
    return new BoundedBody(text, length, more);
  }

  private static boolean fill(BufferedSource source, Buffer into) throws IOException {
    while (into.size() <= MOST) {
      if (source.read(into, 8192) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Charset charset(@org.jspecify.annotations.Nullable MediaType type) {
    Charset declared = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return declared == null ? StandardCharsets.UTF_8 : declared;
  }
}
