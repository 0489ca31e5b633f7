package why401.credential.secret;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a command without a shell and returns its standard output. Its standard error goes nowhere:
/// it might quote the secret.
///
/// @param arguments the program and its arguments
/// @param timeout when it and its children are killed
record SecretCommand(List<String> arguments, Duration timeout) {
  SecretCommand {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("command: empty (expected: a program and its arguments)");
    }
  }

  byte[] run() throws FailedException {
    Process process = start();
    FutureTask<byte[]> output = new FutureTask<>(() -> read(process));
    Thread.ofVirtual().name("secret-command").start(output);
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      byte[] bytes = output.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw new FailedException("exit status " + process.exitValue() + " (expected: 0)");
      }
      return bytes;
    } catch (TimeoutException e) {
      throw new FailedException(
          "no output after %s ms (expected: in time)".formatted(timeout.toMillis()));
    } catch (ExecutionException e) {
      throw new FailedException("output unreadable (expected: the secret)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted (expected: to finish)");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static byte[] read(Process process) throws IOException {
    try (InputStream in = process.getInputStream()) {
      return in.readNBytes(SecretDecoder.LIMIT + 1);
    }
  }

  private Process start() throws FailedException {
    try {
      return new ProcessBuilder(arguments)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new FailedException("cannot be started (expected: an executable program)");
    }
  }

  /// The run gave no secret.
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String fault) {
      super(fault);
    }

    String fault() {
      return String.valueOf(getMessage());
    }
  }
}
