package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.Credential;
import why401.token.CredentialsResult;
import why401.token.RenewalResult;

/// With real threads: single flight, readers that never block, shutdown.
class ConcurrencyTest {
  @TempDir Path state;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  private TokenSourceWorld world() {
    return new TokenSourceWorld(state, threads);
  }

  private ScriptedIssuerTransport.Reply whenAllowed(ScriptedIssuerTransport.Reply reply) {
    return request -> {
      asked.countDown();
      awaitQuietly(answer);
      return reply.to(request);
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void fiftyCallersAtOnce_causeOneRequest_andAllGetItsToken() throws Exception {
    TokenSourceWorld world = world();
    Credential credential = TokenSourceWorld.clientCredentials("a");
    world.wire.always(whenAllowed(request -> world.wire.token(300)));
    world.with(credential);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<CredentialsResult> call =
          () -> world.source().authorize(credential, Duration.ofSeconds(20));
      List<Future<CredentialsResult>> results =
          IntStream.range(0, 50).mapToObj(n -> callers.submit(call)).toList();
      awaitQuietly(asked);
      world.tick();
      answer.countDown();
      for (Future<CredentialsResult> result : results) {
        assertThat(result.get()).isInstanceOf(CredentialsResult.Ready.class);
      }
    }

    assertThat(world.requests()).isEqualTo(1);
  }

  @Test
  void reader_isNotHeldUpByARenewalUnderWay() throws Exception {
    TokenSourceWorld world = world();
    Credential credential = TokenSourceWorld.clientCredentials("a");
    world.with(credential);
    assertThat(world.source().authorize(credential, Duration.ofSeconds(20)))
        .isInstanceOf(CredentialsResult.Ready.class);
    world.wire.always(whenAllowed(request -> world.wire.token(300)));
    Duration due = Duration.between(world.time.instant(), world.token(credential).renewAt());
    // No longer: an attempt whose time is over before its thread runs sends nothing.
    world.pass(due.plusSeconds(1));
    awaitQuietly(asked);

    long[] took =
        LongStream.range(0, 20_000).map(n -> authorizeNanos(world, credential)).sorted().toArray();

    answer.countDown();
    assertThat(Duration.ofNanos(took[took.length * 999 / 1000])).isLessThan(Duration.ofMillis(1));
  }

  private static long authorizeNanos(TokenSourceWorld world, Credential credential) {
    long start = System.nanoTime();
    world.source().authorize(credential, Duration.ofSeconds(5));
    return System.nanoTime() - start;
  }

  @Test
  void hangingRenewal_isCanceled_andItsWaitersAreInformed() throws Exception {
    TokenSourceWorld world = world();
    Credential credential = TokenSourceWorld.clientCredentials("a");
    world.wire.always(whenAllowed(ScriptedIssuerTransport.lostAnswer()));
    world.with(credential).pass(TokenSourceWorld.SECOND);
    awaitQuietly(asked);
    Future<RenewalResult> waiting =
        Executors.newVirtualThreadPerTaskExecutor()
            .submit(() -> world.source().renewNow(credential, 0));

    world.pass(Duration.ofSeconds(12));

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOf(RenewalResult.Failed.class);
    answer.countDown();
  }

  @Test
  void shutdown_startsNothing_andKeepsWhatTheOneInFlightBrings() throws Exception {
    TokenSourceWorld world = world();
    Credential credential =
        new Credential.RefreshToken(
            "desktop",
            TokenSourceWorld.client(new MutableSecret("client")),
            new MutableSecret("refresh-0"));
    world.wire.next(
        whenAllowed(
            request ->
                world.wire.json(
                    200,
                    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r1\"}")));
    world.with(credential).pass(TokenSourceWorld.SECOND);
    awaitQuietly(asked);
    Future<?> closing =
        Executors.newVirtualThreadPerTaskExecutor()
            .submit(() -> world.source().close(Duration.ofSeconds(20)));
    awaitShutdown();
    world.pass(Duration.ofMinutes(10));
    answer.countDown();
    closing.get(20, TimeUnit.SECONDS);

    assertThat(world.requests()).isEqualTo(1);
    assertThat(Files.readString(state.resolve("desktop.refresh-token.json"))).contains("\"r1\"");
  }

  private void awaitShutdown() {
    while (!threads.isShutdown()) {
      Thread.onSpinWait();
    }
  }
}
