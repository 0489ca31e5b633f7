package why401.token.renewal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.time.ClockReading;
import why401.time.PairedClock;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.TokenListener;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.RequiredSecrets;
import why401.token.issuer.TokenResult;

/// Starts renewals when they are due and their issuer's limiter admits them, most urgent first.
public final class RenewalDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalDispatcher.class);
  private static final Duration AFTER_TIMEOUT = Duration.ofSeconds(1);

  /// In turn: one that can never succeed must not take every trial request.
  private static final Comparator<RenewableCredential> LEAST_RECENTLY_TRIED =
      Comparator.comparingLong(renewable -> renewable.retry().since().nanos());

  private final PairedClock clocks;
  private final RenewalPolicy policy;
  private final IssuerTransport transport;
  private final SharedRenewal sharing;
  private final RenewalCompletion completion;
  private final TokenListener listener;
  private final Executor threads;
  private volatile boolean closing;

  public RenewalDispatcher(
      PairedClock clocks,
      RenewalPolicy policy,
      IssuerTransport transport,
      SharedRenewal sharing,
      RenewalCompletion completion,
      Workers workers) {
    this.clocks = clocks;
    this.policy = policy;
    this.transport = transport;
    this.sharing = sharing;
    this.completion = completion;
    this.listener = workers.listener();
    this.threads = workers.threads();
  }

  /// Runs renewals, and is notified of them.
  public record Workers(Executor threads, TokenListener listener) {}

  /// No renewal starts from now on.
  public void stop() {
    closing = true;
  }

  /// Starts what is due among `renewables`, and cancels what takes too long.
  public void tick(Collection<RenewableCredential> renewables) {
    ClockReading now = clocks.now();
    renewables.forEach(renewable -> cancelIfOverdue(renewable, now));
    Map<RenewalQueue, List<RenewableCredential>> byIssuer =
        renewables.stream().collect(Collectors.groupingBy(RenewableCredential::queue));
    byIssuer.forEach(
        (queue, all) -> {
          IssuerLimiter limiter = queue.limiter();
          List<RenewableCredential> due = new ArrayList<>(all);
          due.removeIf(renewable -> !due(renewable, now));
          due.sort(
              limiter.down()
                  ? LEAST_RECENTLY_TRIED
                  : Comparator.comparing(renewable -> renewable.timeToDeadline(now)));
          limiter.limitTrialPause(mostUrgent(due, now));
          queue.replace(due);
          dispatch(queue);
        });
  }

  private static Duration mostUrgent(List<RenewableCredential> due, ClockReading now) {
    return due.stream()
        .map(renewable -> DefaultRenewalPolicy.cap(renewable.timeToDeadline(now)))
        .min(Comparator.naturalOrder())
        .orElse(Duration.ofDays(1));
  }

  private static void cancelIfOverdue(RenewableCredential renewable, ClockReading now) {
    RenewalAttempt attempt = renewable.attempt();
    if (attempt != null && attempt.overdue(now.nanos())) {
      attempt.cancellation().cancel();
      RenewalFailure failure =
          RenewalFailure.of(
              now.wall(), RenewalFailure.Reason.TIMEOUT, "renewal: not finished in time");
      attempt.result().complete(new RenewalResult.Failed(renewable.name(), failure));
    }
  }

  private boolean due(RenewableCredential renewable, ClockReading now) {
    RetryState retry = renewable.retry();
    boolean allowed =
        retry.allows(now)
            || (retry.mayRetryEarly(now)
                && renewable.limiter().supersedesBackOff(retry.since().nanos()));
    return allowed && renewable.attempt() == null && renewable.needsRenewal(now, policy);
  }

  /// Starts a renewal ahead of the others if its back-off allows one: a probe is waiting.
  public void expedite(RenewableCredential renewable) {
    ClockReading now = clocks.now();
    RetryState retry = renewable.retry();
    boolean allowed = retry.state() == RetryState.State.FRESH || retry.allows(now);
    if (closing || !allowed || renewable.attempt() != null) {
      return;
    }
    if (renewable.limiter().tryAcquire(now.nanos())) {
      var _ = start(renewable, false);
    } else {
      renewable.queue().addFirst(renewable);
    }
  }

  /// Starts a forced renewal; the future of the running one if there is one, null if the limiter
  /// admits none.
  @Nullable
  public CompletableFuture<RenewalResult> force(RenewableCredential renewable) {
    RenewalAttempt running = renewable.attempt();
    if (running != null) {
      return running.result();
    }
    if (closing || !renewable.limiter().tryAcquire(clocks.nanos().getAsLong())) {
      return null;
    }
    return start(renewable, true);
  }

  private void dispatch(RenewalQueue queue) {
    while (!closing) {
      RenewableCredential renewable = queue.next(clocks.nanos().getAsLong());
      if (renewable == null) {
        return;
      }
      if (renewable.attempt() == null && renewable.needsRenewal(clocks.now(), policy)) {
        var _ = start(renewable, false);
      } else {
        queue.limiter().releaseUnused();
      }
    }
  }

  private CompletableFuture<RenewalResult> start(RenewableCredential renewable, boolean forced) {
    ClockReading now = clocks.now();
    Duration timeout = renewable.timeout(now, policy);
    RenewalAttempt attempt =
        new RenewalAttempt(
            renewable,
            forced,
            now,
            now.nanos() + timeout.plus(AFTER_TIMEOUT).toNanos(),
            new Cancellation(),
            new CompletableFuture<>());
    if (!renewable.begin(attempt)) {
      renewable.limiter().release();
      RenewalAttempt running = renewable.attempt();
      return running == null
          ? CompletableFuture.completedFuture(
              new RenewalResult.NotNow(renewable.name(), "just ended"))
          : running.result();
    }
    try {
      threads.execute(() -> execute(attempt, timeout));
    } catch (RejectedExecutionException e) {
      renewable.end(attempt);
      renewable.limiter().release();
      attempt.result().complete(new RenewalResult.NotNow(renewable.name(), "the agent stops"));
    }
    return attempt.result();
  }

  private void execute(RenewalAttempt attempt, Duration timeout) {
    RenewableCredential renewable = attempt.renewable();
    IssuerLimiter limiter = renewable.limiter();
    RenewalResult result =
        new RenewalResult.Failed(
            renewable.name(),
            RenewalFailure.of(
                attempt.start().wall(),
                RenewalFailure.Reason.INVALID_RESPONSE,
                "renewal: aborted"));
    try {
      IssuerSession session =
          new IssuerSession(
              transport,
              clocks,
              limiter,
              attempt.cancellation(),
              timeout,
              () -> reportAttempt(renewable));
      String fingerprint = RequiredSecrets.fingerprint(renewable.credential());
      String binding = RequiredSecrets.binding(renewable.credential());
      SharedRenewal.Attempted attempted = attempt(renewable, session);
      TokenResult tokenResult = attempted.result();
      ClockReading now = clocks.now();
      result =
          attempted.asked()
              ? completion.complete(attempt, tokenResult, fingerprint, now)
              : completion.adopt(attempt, tokenResult, fingerprint, now);
      if (result instanceof RenewalResult.Renewed) {
        renewable.binding().to(binding);
      }
      if (attempted.asked()) {
        recordTime(attempt, tokenResult, now);
        recordResult(limiter, tokenResult, renewable, now);
      }
    } finally {
      renewable.end(attempt);
      limiter.release();
      attempt.result().complete(result);
      dispatch(renewable.queue());
    }
  }

  private SharedRenewal.Attempted attempt(RenewableCredential renewable, IssuerSession session) {
    try {
      return sharing.obtain(renewable, session);
    } catch (RuntimeException e) {
      // The class only: a message may quote what was parsed.
      LOG.error("{}: renewal failed with {}", renewable.name(), e.getClass().getName());
      RenewalFailure failure =
          RenewalFailure.of(
              clocks.now().wall(),
              RenewalFailure.Reason.INVALID_RESPONSE,
              "renewal: " + e.getClass().getSimpleName());
      TokenResult failed = new TokenResult.Failed(failure, TokenResult.Kind.AMBIGUOUS);
      return new SharedRenewal.Attempted(failed, true);
    }
  }

  private void reportAttempt(RenewableCredential renewable) {
    listener.renewalAttempted(renewable.name(), renewable.credential().issuerLabel());
  }

  /// What an attempt took that was answered, or given up for want of an answer.
  private static void recordTime(
      RenewalAttempt attempt, TokenResult tokenResult, ClockReading now) {
    boolean told =
        switch (tokenResult) {
          case TokenResult.Obtained _ -> true;
          case TokenResult.Failed failed ->
              failed.failure().status() > 0
                  || failed.failure().reason() == RenewalFailure.Reason.TIMEOUT;
        };
    if (told) {
      Duration took = Duration.ofNanos(now.nanos() - attempt.start().nanos());
      attempt.renewable().limiter().responseTimes().add(took);
    }
  }

  private void recordResult(
      IssuerLimiter limiter,
      TokenResult tokenResult,
      RenewableCredential renewable,
      ClockReading now) {
    switch (tokenResult) {
      case TokenResult.Obtained _ -> recordResponse(limiter, now);
      case TokenResult.Failed failed -> {
        switch (failed.failure().reason()) {
          case UNREACHABLE, TIMEOUT, SERVER_ERROR -> {
            limiter.recordFailure(now.wall(), failed.failure().description());
            Duration pause =
                policy.retryDelay(limiter.failuresWhileDown(), renewable.timeToDeadline(now));
            limiter.trialFailed(now.nanos(), pause);
          }
          case RATE_LIMITED, REJECTED, INVALID_RESPONSE -> recordResponse(limiter, now);
          case SECRET_UNAVAILABLE, MALFORMED, ACCOUNT_PROTECTION, PROXY_PROTECTION, SHUTDOWN -> {}
        }
      }
    }
  }

  private static void recordResponse(IssuerLimiter limiter, ClockReading now) {
    if (limiter.recordResponse(now.wall())) {
      limiter.recordRecovery(now.nanos());
    }
  }
}
