package why401.credential.secret;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A secret that a command prints, such as the client of a vault. What it printed is kept for
/// `refresh`; then one caller runs it again while the others use the known value. A command that
/// fails takes nothing away: the last secret stays, and the next attempt waits for `refresh`, or
/// five seconds as long as there is no secret at all. Two are equal if command and times are.
public final class CommandSecret implements SecretSource {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final SecretCommand command;
  private final Duration refresh;
  private final LongSupplier nanoTime;
  private final ReentrantLock running = new ReentrantLock();
  private volatile @Nullable Attempt last;

  /// The secret that `command` prints within `timeout`, kept for `refresh`.
  public CommandSecret(List<String> command, Duration timeout, Duration refresh) {
    this(new SecretCommand(command, timeout), refresh, System::nanoTime);
  }

  CommandSecret(SecretCommand command, Duration refresh, LongSupplier nanoTime) {
    this.command = command;
    this.refresh = refresh;
    this.nanoTime = nanoTime;
  }

  /// How the last run ended: with a secret, perhaps an older one, or with the fault that it met.
  private record Attempt(long endedAt, @Nullable Secret secret, String fault) {}

  @Override
  public Secret read() throws SecretUnavailableException {
    Attempt known = last;
    if (isDue(known) && mayRun(known)) {
      try {
        known = isDue(last) ? run() : last;
      } finally {
        running.unlock();
      }
    }
    return usable(known == null ? last : known);
  }

  /// What is known already; a run that is due begins, and is not waited for.
  @Override
  public Secret read(Duration patience) throws SecretUnavailableException {
    Attempt known = last;
    if (isDue(known) && !running.isLocked()) {
      Thread.ofVirtual().name("secret-command").start(this::refresh);
    }
    return usable(known);
  }

  private void refresh() {
    if (running.tryLock()) {
      try {
        if (isDue(last)) {
          run();
        }
      } finally {
        running.unlock();
      }
    }
  }

  private Secret usable(@Nullable Attempt known) throws SecretUnavailableException {
    if (known == null || known.secret == null) {
      throw new SecretUnavailableException(
          describe() + ": " + (known == null ? "not run yet" : known.fault));
    }
    return known.secret;
  }

  /// Takes the lock: if a secret is known only if it is free, otherwise after waiting for it, but
  /// no longer than a run may take.
  private boolean mayRun(@Nullable Attempt known) {
    if (known != null && known.secret != null) {
      return running.tryLock();
    }
    try {
      return running.tryLock(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isDue(@Nullable Attempt attempt) {
    if (attempt == null) {
      return true;
    }
    Duration pause = attempt.secret == null && refresh.compareTo(RETRY) > 0 ? RETRY : refresh;
    return nanoTime.getAsLong() - attempt.endedAt >= pause.toNanos();
  }

  private Attempt run() {
    Attempt before = last;
    Attempt now;
    try {
      Secret secret = SecretDecoder.decode(describe(), command.run());
      now = new Attempt(nanoTime.getAsLong(), secret, "");
    } catch (SecretCommand.FailedException e) {
      now = failed(before, e.fault());
    } catch (SecretUnavailableException e) {
      now = failed(before, "no usable output (expected: UTF-8 text, at most 1 MiB)");
    }
    last = now;
    return now;
  }

  private Attempt failed(@Nullable Attempt before, String fault) {
    return new Attempt(nanoTime.getAsLong(), before == null ? null : before.secret, fault);
  }

  /// The program only: its arguments may contain a secret.
  @Override
  public String describe() {
    return "command " + command.arguments().getFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandSecret that
        && command.equals(that.command)
        && refresh.equals(that.refresh);
  }

  @Override
  public int hashCode() {
    return command.hashCode();
  }

  @Override
  public String toString() {
    return "CommandSecret[" + command.arguments().getFirst() + "]";
  }
}
