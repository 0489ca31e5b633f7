package why401.http.client;

import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// A body that OkHttp may write once only, so that it never repeats a request by itself.
public final class OneShotBody extends RequestBody {
  private final byte[] bytes;
  private final @Nullable MediaType type;

  public OneShotBody(String text, @Nullable MediaType type) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.type = type;
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws java.io.IOException {
    sink.write(bytes);
  }
}
