package why401.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CallDeadlinesTest {
  private static final Duration FAR = Duration.ofHours(1);
  private static final Duration NEAR = Duration.ofMillis(120);

  private final OkHttpClient client = new OkHttpClient();
  private final CallDeadlines deadlines = new CallDeadlines(System::nanoTime);

  @AfterEach
  void close() {
    deadlines.close();
  }

  private Call call() {
    return client.newCall(new Request.Builder().url("http://127.0.0.1:1/").build());
  }

  private Call under(CallDeadlines.Deadline deadline) throws IOException {
    return deadline.guard(call());
  }

  private CallDeadlines.Deadline in(Duration time) {
    return deadlines.at(System.nanoTime() + time.toNanos());
  }

  @Test
  void call_atItsDeadline_isCanceled() throws IOException {
    try (CallDeadlines.Deadline deadline = in(NEAR)) {
      Call call = under(deadline);
      await().until(call::isCanceled);
      assertThat(deadline.explain(new IOException("Canceled")))
          .isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void earlierDeadline_afterAFarOne_isNotMissed() throws IOException {
    try (CallDeadlines.Deadline far = in(FAR)) {
      Call patient = under(far);
      for (int i = 0; i < 20; i++) {
        try (CallDeadlines.Deadline near = in(NEAR)) {
          await().until(under(near)::isCanceled);
        }
      }
      assertThat(patient.isCanceled()).isFalse();
      IOException own = new IOException("reset");
      assertThat(far.explain(own)).isSameAs(own);
    }
  }

  @Test
  void manyDeadlines_eachCancelsItsOwnCall() throws IOException {
    List<CallDeadlines.Deadline> near = new ArrayList<>();
    List<Call> cut = new ArrayList<>();
    List<Call> kept = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      CallDeadlines.Deadline deadline = in(NEAR.multipliedBy(10).plusMillis(i % 37));
      near.add(deadline);
      cut.add(under(deadline));
      kept.add(under(in(FAR.plusMillis(i))));
    }
    await().until(() -> cut.stream().allMatch(Call::isCanceled));
    near.forEach(CallDeadlines.Deadline::close);
    assertThat(kept).noneMatch(Call::isCanceled);
  }

  @Test
  void callUnderADeadlineThatHasPassed_isNotMade() {
    try (CallDeadlines.Deadline deadline = in(Duration.ZERO)) {
      assertThatThrownBy(() -> under(deadline)).isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void laterCallOfARun_isCanceledAtTheSameDeadline() throws IOException {
    try (CallDeadlines.Deadline deadline = in(NEAR)) {
      Call first = under(deadline);
      Call second = under(deadline);
      await().until(second::isCanceled);
      assertThat(first.isCanceled()).isFalse();
    }
  }

  @Test
  void closedDeadline_cancelsNothing() throws IOException {
    Call call;
    try (CallDeadlines.Deadline deadline = in(NEAR)) {
      call = under(deadline);
    }
    try (CallDeadlines.Deadline later = in(NEAR.multipliedBy(3))) {
      await().until(under(later)::isCanceled);
    }
    assertThat(call.isCanceled()).isFalse();
  }
}
