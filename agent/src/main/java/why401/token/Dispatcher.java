package why401.token;

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

/// Starts renewals when they are due and their issuer's gate lets them through, most urgent first.
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration AFTER_TIMEOUT = Duration.ofSeconds(1);

  /// Each in turn: one that can never succeed must not be the pilot for ever.
  private static final Comparator<Slot> PILOTS =
      Comparator.comparingLong(slot -> slot.retry().made().nanos());

  private final Clocks clocks;
  private final RenewalRules rules;
  private final Wire wire;
  private final Buyers buyers;
  private final Settlement settlement;
  private final TokenListener listener;
  private final Executor threads;
  private volatile boolean closing;

  Dispatcher(
      Clocks clocks,
      RenewalRules rules,
      Wire wire,
      Buyers buyers,
      Settlement settlement,
      Workers workers) {
    this.clocks = clocks;
    this.rules = rules;
    this.wire = wire;
    this.buyers = buyers;
    this.settlement = settlement;
    this.listener = workers.listener();
    this.threads = workers.threads();
  }

  /// Who runs renewals, and who hears of them.
  record Workers(Executor threads, TokenListener listener) {}

  /// No renewal starts from now on.
  void stop() {
    closing = true;
  }

  /// Starts what is due among `slots`, and cuts short what takes too long.
  void tick(Collection<Slot> slots) {
    Moment now = clocks.now();
    slots.forEach(slot -> watch(slot, now));
    Map<IssuerGate, List<Slot>> byGate = slots.stream().collect(Collectors.groupingBy(Slot::gate));
    byGate.forEach(
        (gate, all) -> {
          List<Slot> due = new ArrayList<>(all);
          due.removeIf(slot -> !due(slot, now));
          due.sort(gate.down() ? PILOTS : Comparator.comparing(slot -> slot.slack(now)));
          gate.pilotLimit(mostUrgent(due, now));
          gate.queue(due);
          dispatch(gate);
        });
  }

  private static Duration mostUrgent(List<Slot> due, Moment now) {
    return due.stream()
        .map(slot -> RenewalPolicy.cap(slot.slack(now)))
        .min(Comparator.naturalOrder())
        .orElse(Duration.ofDays(1));
  }

  private static void watch(Slot slot, Moment now) {
    Flight flight = slot.flight();
    if (flight != null && flight.overdue(now.nanos())) {
      flight.cancellation().cancel();
      Fault fault = Fault.of(now.wall(), Fault.Reason.TIMEOUT, "renewal: no end in time");
      flight.result().complete(new Renewal.Failed(slot.name(), fault));
    }
  }

  private boolean due(Slot slot, Moment now) {
    Retry retry = slot.retry();
    boolean allowed =
        retry.allows(now) || (retry.impatient(now) && slot.gate().cutsShort(retry.made().nanos()));
    return allowed && slot.flight() == null && slot.wants(now, rules);
  }

  /// Starts a renewal of `slot` ahead of the others if its back-off allows one: somebody waits.
  void hurry(Slot slot) {
    Moment now = clocks.now();
    Retry retry = slot.retry();
    boolean allowed = retry.state() == Retry.State.FRESH || retry.allows(now);
    if (closing || !allowed || slot.flight() != null) {
      return;
    }
    if (slot.gate().enterNow(now.nanos())) {
      var _ = start(slot, false);
    } else {
      slot.gate().queueFirst(slot);
    }
  }

  /// Starts a forced renewal; the future of the one under way if there is one, null if the gate is
  /// shut.
  @Nullable CompletableFuture<Renewal> force(Slot slot) {
    Flight running = slot.flight();
    if (running != null) {
      return running.result();
    }
    if (closing || !slot.gate().enterNow(clocks.nanos().getAsLong())) {
      return null;
    }
    return start(slot, true);
  }

  private void dispatch(IssuerGate gate) {
    while (!closing) {
      Slot slot = gate.next(clocks.nanos().getAsLong());
      if (slot == null) {
        return;
      }
      if (slot.flight() == null && slot.wants(clocks.now(), rules)) {
        var _ = start(slot, false);
      } else {
        gate.giveBack();
      }
    }
  }

  private CompletableFuture<Renewal> start(Slot slot, boolean forced) {
    Moment now = clocks.now();
    Duration timeout = slot.timeout();
    Flight flight =
        new Flight(
            slot,
            forced,
            now,
            now.nanos() + timeout.plus(AFTER_TIMEOUT).toNanos(),
            new Cancellation(),
            new CompletableFuture<>());
    if (!slot.begin(flight)) {
      slot.gate().leave();
      Flight running = slot.flight();
      return running == null
          ? CompletableFuture.completedFuture(new Renewal.NotNow(slot.name(), "just ended"))
          : running.result();
    }
    try {
      threads.execute(() -> fly(flight, timeout));
    } catch (RejectedExecutionException e) {
      slot.end(flight);
      slot.gate().leave();
      flight.result().complete(new Renewal.NotNow(slot.name(), "the agent stops"));
    }
    return flight.result();
  }

  private void fly(Flight flight, Duration timeout) {
    Slot slot = flight.slot();
    IssuerGate gate = slot.gate();
    Renewal result =
        new Renewal.Failed(
            slot.name(),
            Fault.of(flight.start().wall(), Fault.Reason.INVALID_RESPONSE, "renewal: broken off"));
    try {
      Line line = new Line(wire, clocks, gate, flight.cancellation(), timeout, () -> begun(slot));
      String fingerprint = SecretsOf.fingerprint(slot.credential());
      Answer answer = attempt(slot, line);
      Moment now = clocks.now();
      result = settlement.settle(flight, answer, fingerprint, now);
      judge(gate, answer, slot, now);
    } finally {
      slot.end(flight);
      gate.leave();
      flight.result().complete(result);
      dispatch(gate);
    }
  }

  private Answer attempt(Slot slot, Line line) {
    try {
      return buyers.buy(slot, line);
    } catch (RuntimeException e) {
      // The class alone: a message may hold what was parsed.
      LOG.error("{}: renewal failed by {}", slot.name(), e.getClass().getName());
      Fault fault =
          Fault.of(
              clocks.now().wall(),
              Fault.Reason.INVALID_RESPONSE,
              "renewal: " + e.getClass().getSimpleName());
      return new Answer.Lost(fault, Answer.Kind.AMBIGUOUS);
    }
  }

  private void begun(Slot slot) {
    listener.renewalAttempted(slot.name(), slot.credential().issuerLabel());
  }

  private void judge(IssuerGate gate, Answer answer, Slot slot, Moment now) {
    switch (answer) {
      case Answer.Bought _ -> release(gate, now);
      case Answer.Lost lost -> {
        switch (lost.fault().reason()) {
          case UNREACHABLE, TIMEOUT, SERVER_ERROR -> {
            gate.failed(now.wall(), lost.fault().description());
            Duration pause = rules.retryDelay(gate.failuresWhileDown(), slot.slack(now));
            gate.pilotFailed(now.nanos(), pause);
          }
          case RATE_LIMITED, REJECTED, INVALID_RESPONSE -> release(gate, now);
          case SECRET_UNAVAILABLE, MALFORMED, ACCOUNT_PROTECTION -> {}
        }
      }
    }
  }

  private static void release(IssuerGate gate, Moment now) {
    if (gate.answered(now.wall())) {
      gate.released(now.nanos());
    }
  }
}
