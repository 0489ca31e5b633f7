package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports errors in a command line and the expected form. An unknown part of a pasted curl line
/// may be a secret, so only the names of options are printed.
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    if (command.getCommandName().equals("diagnose")) {
      err.println(message(wrong));
      err.println("Try 'why401 diagnose --help' for the options that it takes.");
    } else {
      err.println(wrong.getMessage());
      if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
        command.usage(err, command.getColorScheme());
      }
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String message(ParameterException wrong) {
    return wrong instanceof UnmatchedArgumentException unmatched
        ? message(unmatched.getUnmatched())
        : String.valueOf(wrong.getMessage());
  }

  private static String message(List<String> unmatched) {
    List<String> options =
        unmatched.stream().filter(argument -> argument.matches("--?[^-].*")).toList();
    return options.isEmpty()
        ? "more arguments than one URL (expected: one; quote arguments that contain blanks)"
        : options.stream().map(UsageErrors::name).collect(Collectors.joining(", "))
            + ": unknown (expected: an option of curl that why401 supports; ignoring it would send"
            + " a different request)";
  }

  /// The name of an option without the value that the same argument may contain.
  private static String name(String option) {
    return option.startsWith("--")
        ? option.replaceFirst("=.*", "")
        : option.substring(0, Math.min(2, option.length()));
  }
}
