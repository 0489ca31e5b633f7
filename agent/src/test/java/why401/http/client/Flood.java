package why401.http.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/// An answer without end: a beginning, then the same piece until the peer has had enough. Counts
/// what the peer took.
public final class Flood implements RawServer.Behaviour {
  private static final int BLOCK = 64 * 1024;

  private final byte[] beginning;
  private final byte[] block;
  private final AtomicLong taken = new AtomicLong();

  public Flood(String beginning, String piece) {
    this.beginning = RawServer.bytes(beginning);
    this.block = RawServer.bytes(piece.repeat(Math.max(1, BLOCK / piece.length())));
  }

  @Override
  public void answer(RawServer.Request request, OutputStream out) throws IOException {
    out.write(beginning);
    while (true) {
      out.write(block);
      taken.addAndGet(block.length);
    }
  }

  /// Bytes that went out, those in the buffers of the system included.
  public long taken() {
    return taken.get();
  }
}
