package why401.cli;

import java.util.List;
import java.util.regex.Pattern;

/// The probes that names and patterns of a command line mean.
///
/// @param configured names of all probes
record ProbeSelection(List<String> configured) {
  private static final int SHOWN = 20;

  /// Those that one of `patterns` matches, in the order of the patterns.
  List<String> matching(List<String> patterns) {
    return patterns.stream()
        .flatMap(one -> configured.stream().filter(name -> regex(one).matcher(name).matches()))
        .distinct()
        .toList();
  }

  /// Those of `patterns` that match none.
  List<String> unknown(List<String> patterns) {
    return patterns.stream().filter(one -> matching(List.of(one)).isEmpty()).toList();
  }

  /// Names for a message.
  String some() {
    String names = String.join(", ", configured.stream().limit(SHOWN).toList());
    int left = configured.size() - SHOWN;
    return left > 0 ? names + " and %d more".formatted(left) : names;
  }

  private static Pattern regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
