package why401.partner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process is doing.
enum ProcessState {
  /// It runs, or waits for something.
  RUNNING,
  /// A signal has stopped it.
  STOPPED,
  /// It is no more, or only a zombie is left that its parent has yet to collect.
  ENDED;

  /// Reads the third field of `/proc/PID/stat`; without `/proc`, a stopped process counts as
  /// running.
  static ProcessState of(ProcessHandle process) {
    if (!process.isAlive()) {
      return ENDED;
    }
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String text = Files.readString(stat);
      return switch (text.charAt(text.lastIndexOf(')') + 2)) {
        case 'Z', 'X' -> ENDED;
        case 'T', 't' -> STOPPED;
        default -> RUNNING;
      };
    } catch (IOException _) {
      return process.isAlive() ? RUNNING : ENDED;
    }
  }

  static boolean ended(ProcessHandle process) {
    return of(process) == ENDED;
  }
}
