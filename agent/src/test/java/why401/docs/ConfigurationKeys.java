package why401.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;

/// Finds every configuration key that the program reads. It puts an unknown key into an object; the
/// error that follows lists the keys that are known there, and each of these is tried as an object
/// in turn.
final class ConfigurationKeys {
  private static final String UNKNOWN = "qqqqqqqqqq";
  private static final Pattern PROBLEM =
      Pattern.compile("why401\\.?(.*?)\\.?" + UNKNOWN + ": unknown key \\(expected: (.*)\\)");
  private static final List<String> CLIENT_AUTHENTICATIONS =
      List.of("basic", "private-key-jwt", "mtls");

  /// Every type of credential, as the error about an unknown one lists them.
  private final List<String> types;

  private final Path folder;
  private final Map<String, Set<String>> found = new TreeMap<>();

  ConfigurationKeys(Path folder) {
    this.folder = folder;
    String list = problems("why401.credentials.c.type = nothing-known").findFirst().orElseThrow();
    this.types = List.of(list.replaceFirst(".*expected: (.*)\\).*", "$1").split(" \\| "));
  }

  /// The known keys by object, such as `probes.NAME.alert` or `credentials.NAME[basic]`; those of a
  /// secret are under `SECRET`.
  Map<String, Set<String>> find() {
    walk("", List.of());
    walk("probes.p", List.of());
    walk("targets.file-sd", List.of("why401.targets.file-sd.files = t.json"));
    walk("targets.kubernetes", List.of());
    walk("targets.http-sd", List.of("why401.targets.http-sd.url = \"https://sd.example\""));
    for (String type : types) {
      String credential = "why401.credentials.\"" + type + "\"";
      for (String authentication : CLIENT_AUTHENTICATIONS) {
        walk(
            "credentials.\"" + type + "\"",
            List.of(
                credential + ".type = " + type, credential + ".client-auth = " + authentication));
      }
    }
    walk(
        "credentials.\"basic\".password",
        List.of(
            "why401.credentials.\"basic\".type = basic",
            "why401.credentials.\"basic\".password.exec = [true]"));
    return found;
  }

  List<String> types() {
    return types;
  }

  private void walk(String start, List<String> setup) {
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String path = open.remove();
      Optional<Set<String>> keys = known(path, setup);
      if (keys.isPresent()) {
        found.computeIfAbsent(id(path, keys.get()), _ -> new TreeSet<>()).addAll(keys.get());
        keys.get().stream().map(key -> child(path, key)).forEach(open::add);
      }
    }
  }

  private static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String id(String path, Set<String> keys) {
    if (keys.containsAll(Set.of("env", "file", "exec"))) {
      return "SECRET";
    }
    return path.replaceFirst("^credentials\\.\"([a-z0-9-]+)\"$", "credentials.NAME[$1]")
        .replaceFirst("^credentials\\.\"[a-z0-9-]+\"\\.(client-auth\\.)?", "credentials.NAME.")
        .replaceFirst(
            "^(probes\\.p|defaults|targets\\.(file-sd|http-sd|kubernetes)\\.probe)", "probes.NAME")
        .replaceFirst("^targets\\.http-sd\\.tls$", "probes.NAME.tls")
        .replaceFirst("^credentials\\.NAME\\.web-identity\\.tls$", "credentials.NAME.tls");
  }

  private Optional<Set<String>> known(String path, List<String> setup) {
    String text = String.join("\n", setup) + "\nwhy401." + child(path, UNKNOWN) + " = 1\n";
    return problems(text)
        .map(PROBLEM::matcher)
        .filter(Matcher::find)
        .filter(problem -> problem.group(1).equals(path.replace("\"", "")))
        .map(problem -> Set.of(problem.group(2).split(", ")))
        .findFirst();
  }

  private Stream<String> problems(String text) {
    return switch (load(folder, text)) {
      case LoadResult.Loaded _ -> Stream.of();
      case LoadResult.Invalid invalid -> invalid.problems().stream().map(p -> p.message());
    };
  }

  static LoadResult load(Path folder, String text) {
    try {
      Path file = Files.writeString(folder.resolve("why401.conf"), text);
      return new ConfigurationLoader(_ -> Optional.empty()).load(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
