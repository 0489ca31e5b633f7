package why401.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import why401.cli.har.HarFile;
import why401.http.Origin;

/// Prints the refused entries of a capture, each cause once for the requests of one origin that
/// have it.
final class CaptureGroups {
  private static final int MOST = 12;

  private final PrintWriter out;
  private final Ink ink;

  CaptureGroups(PrintWriter out, Ink ink) {
    this.out = out;
    this.ink = ink;
  }

  void print(List<HarFile.Refused> refused) {
    Map<String, List<HarFile.Refused>> groups = new LinkedHashMap<>();
    for (HarFile.Refused one : refused) {
      groups.computeIfAbsent(key(one), _ -> new ArrayList<>()).add(one);
    }
    if (refused.size() > 1) {
      out.println(
          ink.strong(
              "%d requests were refused, for %d %s"
                  .formatted(
                      refused.size(), groups.size(), groups.size() == 1 ? "reason" : "reasons")));
      out.println();
    }
    groups.values().stream()
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .forEach(this::printGroup);
  }

  /// Verdicts that say the same of the same origin.
  private static String key(HarFile.Refused one) {
    URI url = URI.create(one.url());
    return String.join(
        " ",
        one.verdict().cause().label(),
        one.verdict().confidence().label(),
        String.valueOf(one.verdict().odds().mechanism()),
        Origin.of(url));
  }

  private void printGroup(List<HarFile.Refused> group) {
    HarFile.Refused first = group.getFirst();
    new VerdictPrinter(out, ink)
        .print("entry " + first.entry() + ", " + first.url(), first.status(), first.verdict());
    if (group.size() > 1) {
      String more =
          group.stream()
              .skip(1)
              .limit(MOST)
              .map(one -> one.entry() + " (" + URI.create(one.url()).getRawPath() + ")")
              .collect(Collectors.joining(", "));
      int left = group.size() - 1 - MOST;
      out.println(
          "  %s: %s%s"
              .formatted(
                  ink.strong("The same in %d more entries".formatted(group.size() - 1)),
                  more,
                  left > 0 ? " and " + left + " more" : ""));
    }
    out.println();
  }
}
