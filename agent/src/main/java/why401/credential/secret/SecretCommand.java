package why401.credential.secret;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import why401.io.AccessTimeoutException;
import why401.io.BoundedAccess;

/// Runs a command without a shell and returns its standard output. Its standard error goes nowhere:
/// it might quote the secret.
///
/// @param arguments the program and its arguments
/// @param timeout when it and its children are killed
record SecretCommand(List<String> arguments, Duration timeout) {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration MERCY = Duration.ofMillis(500);

  SecretCommand {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("command: empty (expected: a program and its arguments)");
    }
  }

  /// What it prints, as soon as it ends. A child that it leaves behind may keep its output open, so
  /// the end of that is not waited for.
  ///
  /// @throws FailedException if it fails, prints more than a secret has, or does not end in time
  byte[] run() throws FailedException {
    try {
      return BoundedAccess.within(this, timeout.plus(MERCY), this::output);
    } catch (FaultException e) {
      throw new FailedException(String.valueOf(e.getMessage()));
    } catch (AccessTimeoutException e) {
      throw late();
    } catch (InterruptedIOException e) {
      throw new FailedException("interrupted (expected: to finish)");
    } catch (IOException e) {
      throw new FailedException("output unreadable (expected: the secret)");
    }
  }

  private FailedException late() {
    return new FailedException(
        "no output after %s ms (expected: in time)".formatted(timeout.toMillis()));
  }

  private byte[] output() throws IOException {
    Process process = start();
    try {
      byte[] bytes = printed(process);
      if (process.exitValue() != 0) {
        throw new FaultException("exit status " + process.exitValue() + " (expected: 0)");
      }
      return bytes;
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private byte[] printed(Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      while (true) {
        boolean ended = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        while (in.available() > 0 && bytes.size() <= SecretDecoder.LIMIT) {
          bytes.writeBytes(in.readNBytes(Math.min(in.available(), 8192)));
        }
        if (ended || bytes.size() > SecretDecoder.LIMIT) {
          return small(bytes.toByteArray());
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new FaultException(String.valueOf(late().getMessage()));
        }
      }
    }
  }

  private static byte[] small(byte[] bytes) throws FaultException {
    if (bytes.length > SecretDecoder.LIMIT) {
      throw new FaultException("no usable output (expected: UTF-8 text, at most 1 MiB)");
    }
    return bytes;
  }

  private Process start() throws FaultException {
    try {
      return new ProcessBuilder(arguments)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new FaultException("cannot be started (expected: an executable program)");
    }
  }

  /// Why the run gave no secret, on its own thread.
  private static final class FaultException extends IOException {
    private static final long serialVersionUID = 1L;

    FaultException(String fault) {
      super(fault);
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
