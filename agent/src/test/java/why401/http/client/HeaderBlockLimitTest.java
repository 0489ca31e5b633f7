package why401.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockLimitTest {
  private static final int FRAME = 16_384;
  private static final int WITHIN = HeaderBlockLimit.MOST / FRAME - 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Http2Server.Frames out = new Http2Server.Frames(new DataOutputStream(bytes));

  private boolean accepted(int piece) {
    byte[] all = bytes.toByteArray();
    HeaderBlockLimit limit = new HeaderBlockLimit();
    boolean accepted = true;
    for (int at = 0; at < all.length && accepted; at += piece) {
      accepted = limit.accepts(all, at, Math.min(piece, all.length - at));
    }
    return accepted;
  }

  private void block(int continuations, boolean ended) throws IOException {
    out.frame(Http2Server.HEADERS, 0, 1, new byte[10]);
    for (int i = 1; i <= continuations; i++) {
      int flags = ended && i == continuations ? Http2Server.END_HEADERS : 0;
      out.frame(Http2Server.CONTINUATION, flags, 1, new byte[FRAME]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192, 10_000_000})
  void blockWithoutEnd_isRefused_howeverItArrives(int piece) throws IOException {
    block(WITHIN + 1, false);
    assertThat(accepted(piece)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192, 10_000_000})
  void manyBlocksThatEnd_areAccepted(int piece) throws IOException {
    for (int i = 0; i < 5; i++) {
      block(WITHIN, true);
    }
    assertThat(accepted(piece)).isTrue();
  }

  @Test
  void data_isNoHeaderBlock() throws IOException {
    for (int i = 0; i < 100; i++) {
      out.frame(Http2Server.DATA, 0, 1, new byte[FRAME]);
    }
    assertThat(accepted(8192)).isTrue();
  }

  @Test
  void emptyContinuations_countAsWell() throws IOException {
    out.frame(Http2Server.HEADERS, 0, 1, new byte[10]);
    for (int i = 0; i < 40_000; i++) {
      out.frame(Http2Server.CONTINUATION, 0, 1, new byte[0]);
    }
    assertThat(accepted(8192)).isFalse();
  }

  @Test
  void promise_isAHeaderBlock() throws IOException {
    out.frame(5, 0, 1, new byte[HeaderBlockLimit.MOST + 1]);
    assertThat(accepted(8192)).isFalse();
  }
}
