package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with a command line, and what would be right. What is not understood of a
/// pasted curl line may be a secret: of that, only the name of an option is shown.
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
        ? "more arguments than one URL (expected: one; quote what has blanks in it)"
        : options.stream().map(UsageErrors::name).collect(Collectors.joining(", "))
            + ": not known (expected: an option of curl that why401 understands;"
            + " to leave another out would send another request)";
  }

  /// The name of an option without the value that may stand in the same argument.
  private static String name(String option) {
    return option.startsWith("--")
        ? option.replaceFirst("=.*", "")
        : option.substring(0, Math.min(2, option.length()));
  }
}
