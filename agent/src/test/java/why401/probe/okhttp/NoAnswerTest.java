package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import why401.http.client.RawServer;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;

/// A run that gets no complete answer ends when it should, and says why.
@Timeout(30)
class NoAnswerTest {
  private final ProberFixture probing = new ProberFixture();

  @AfterEach
  void close() {
    probing.close();
  }

  private static void assertUnreachable(Outcome outcome, Outcome.Failure failure) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            unreachable -> assertThat(unreachable.failure()).isEqualTo(failure));
    assertThat(outcome.toString()).doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void serverThatSaysNothing_timesOut() {
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server = RawServer.of((_, _) -> await(end))) {
      ProbeBuilder probe = ProbeBuilder.of(server.url("/")).timeout(Duration.ofMillis(300));
      Outcome outcome = probing.send(probe, ProberFixture.BEARER);
      assertUnreachable(outcome, Outcome.Failure.TIMEOUT);
      assertThat(((Outcome.Unreachable) outcome).sent().onFirstHop()).isTrue();
      end.countDown();
    }
  }

  @Test
  void bodyThatDrips_timesOut() {
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx"));
              while (end.getCount() > 0) {
                out.write('x');
                out.flush();
                await(end, 20);
              }
            })) {
      ProbeBuilder probe = ProbeBuilder.of(server.url("/")).timeout(Duration.ofMillis(400));
      assertUnreachable(probing.send(probe, ProberFixture.BEARER), Outcome.Failure.TIMEOUT);
      end.countDown();
    }
  }

  @Test
  void redirects_shareOneTimeout() {
    CountDownLatch never = new CountDownLatch(1);
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              await(never, 150);
              out.write(RawServer.answer("302 Found\r\nLocation: /again", ""));
            })) {
      ProbeBuilder probe = ProbeBuilder.of(server.url("/")).timeout(Duration.ofMillis(400));
      assertUnreachable(probing.send(probe, ProberFixture.BEARER), Outcome.Failure.TIMEOUT);
      assertThat(server.requests().size()).isBetween(2, 3);
    }
  }

  @Test
  void nameThatDoesNotResolve_isADnsFailure() {
    Outcome outcome =
        probing.send(ProbeBuilder.of("http://nowhere.invalid/"), ProberFixture.BEARER);
    assertUnreachable(outcome, Outcome.Failure.DNS_FAILED);
    assertThat(((Outcome.Unreachable) outcome).sent().onFirstHop()).isFalse();
  }

  @Test
  void closedPort_isAConnectionFailure() throws IOException {
    // Bound, so that no other server has it, but not listened at.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:%d/".formatted(bound.getLocalPort());
      assertUnreachable(
          probing.send(ProbeBuilder.of(url), ProberFixture.BEARER),
          Outcome.Failure.CONNECTION_FAILED);
    }
  }

  @Test
  void interrupt_cutsTheRun() throws Exception {
    cut(Thread::interrupt);
  }

  @Test
  void cancelAll_cutsTheRun() throws Exception {
    cut(_ -> probing.prober.cancelAll());
  }

  private void cut(java.util.function.Consumer<Thread> cutter) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server =
        RawServer.of(
            (_, _) -> {
              arrived.countDown();
              await(end);
            })) {
      FutureTask<Outcome> run =
          new FutureTask<>(
              () -> probing.send(ProbeBuilder.of(server.url("/")), ProberFixture.BEARER));
      Thread thread = Thread.ofVirtual().start(run);
      arrived.await();
      cutter.accept(thread);
      Outcome outcome = run.get();
      assertUnreachable(outcome, Outcome.Failure.CONNECTION_FAILED);
      assertThat(((Outcome.Unreachable) outcome).detail()).isEqualTo("the agent cut the request");
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    await(latch, 20_000);
  }

  private static void await(CountDownLatch latch, long millis) throws IOException {
    try {
      boolean _ = latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
