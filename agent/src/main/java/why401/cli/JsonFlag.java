package why401.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// `--json` has two meanings for `diagnose`: with data it is curl's, a body of JSON; without, as in
/// all other commands, the result is printed as JSON. `--output json` means the latter only.
final class JsonFlag implements IParameterPreprocessor {
  /// How data begins: as JSON does, or as the name of a file.
  private static final Pattern DATA =
      Pattern.compile("(?s)\\s*(?:[{\\[\"@]|-?\\d|true\\s*$|false\\s*$|null\\s*$).*");

  @Override
  @SuppressWarnings("JdkObsolete") // The interface has it.
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    List<String> given = new ArrayList<>(args);
    Collections.reverse(given);
    List<String> meant = meant(given);
    Collections.reverse(meant);
    args.clear();
    args.addAll(meant);
    return false;
  }

  static List<String> meant(List<String> given) {
    List<String> meant = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String one = given.get(i);
      String next = i + 1 < given.size() ? given.get(i + 1) : "";
      if (one.equals("--json") && DATA.matcher(next).matches()) {
        meant.add("--curl-json");
      } else if (one.startsWith("--json=")) {
        meant.add("--curl-json");
        meant.add(one.substring("--json=".length()));
      } else if (one.equals("--output") && next.equals("json")) {
        meant.add("--json");
        i++;
      } else {
        meant.add(one.equals("--output=json") ? "--json" : one);
      }
    }
    return meant;
  }
}
