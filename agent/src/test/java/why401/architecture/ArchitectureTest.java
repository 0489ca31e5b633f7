package why401.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The table of DESIGN.md, held: which package may use which, and where each library may be used.
class ArchitectureTest {
  private static final Set<String> EVERYTHING = Set.of("*");

  /// Package to the packages that it may use. A package that is missing here fails the build.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("", EVERYTHING),
          entry("cli", EVERYTHING),
          entry("credential", Set.of()),
          entry("challenge", Set.of()),
          entry("schedule", Set.of()),
          entry("lab", Set.of()),
          entry("transport", Set.of("credential")),
          entry("token", Set.of("credential", "transport")),
          entry("probe", Set.of("credential", "token", "challenge", "transport")),
          entry("diagnosis", Set.of("credential", "token", "challenge", "probe")),
          entry("experiment", Set.of("credential", "token", "challenge", "probe", "diagnosis")),
          entry("incident", Set.of("diagnosis", "probe")),
          entry(
              "metrics",
              Set.of("credential", "token", "probe", "diagnosis", "incident", "experiment")),
          entry("config", Set.of("credential", "token", "probe", "diagnosis", "incident")),
          entry(
              "server",
              Set.of("credential", "token", "probe", "diagnosis", "incident", "metrics")));

  /// Library to the packages that may use it.
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          entry("org.quartz", Set.of("schedule")),
          entry("okhttp3", Set.of("transport", "token", "probe")),
          entry("com.burgstaller", Set.of("transport", "probe")),
          entry("io.micrometer", Set.of("metrics")),
          entry("io.prometheus", Set.of("metrics")),
          entry("com.typesafe.config", Set.of("config")),
          entry("io.javalin", Set.of("server", "lab")),
          entry("org.eclipse.jetty", Set.of("server", "lab")),
          entry("picocli", Set.of("cli", "")),
          entry("ch.qos.logback", Set.of("")),
          entry("net.logstash.logback", Set.of("")));

  private static final Set<String> REVEALERS = Set.of("token", "probe", "transport", "diagnosis");

  private final List<CompiledClass> classes = CompiledClass.all();

  ArchitectureTest() throws IOException {}

  @Test
  void everyPackage_usesOnlyWhatTheTableAllows() {
    Set<String> wrong = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      String from = local(compiled.packageName());
      Set<String> allowed = MAY_USE.get(from);
      if (allowed == null) {
        wrong.add("package " + from + " is not in the table");
        continue;
      }
      for (String type : compiled.types()) {
        String to = CompiledClass.packageOf(type);
        if (ours(to) && !local(to).equals(from) && !allowed(allowed, local(to))) {
          wrong.add(from + " -> " + local(to) + " (" + compiled.name() + " names " + type + ")");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean allowed(Set<String> allowed, String to) {
    return allowed.equals(EVERYTHING) || allowed.contains(to);
  }

  @Test
  void everyLibrary_isUsedOnlyBehindItsFence() {
    Set<String> wrong = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      String from = local(compiled.packageName());
      for (String type : compiled.types()) {
        FENCES.forEach(
            (library, packages) -> {
              if (type.startsWith(library + ".") && !packages.contains(from)) {
                wrong.add(compiled.name() + " names " + type);
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void secrets_areRevealedOnlyWhereTheyGoOnTheWire() {
    assertThat(callers("why401.credential.Secret.reveal", from -> !REVEALERS.contains(from)))
        .isEmpty();
  }

  @Test
  void time_isAParameterEverywhereButAtTheEntry() {
    Predicate<String> inside = from -> !from.isEmpty() && !from.equals("cli");
    assertThat(callers("java.time.Instant.now", inside)).isEmpty();
    assertThat(callers("java.time.InstantSource.system", inside)).isEmpty();
    assertThat(callers("java.lang.System.currentTimeMillis", inside)).isEmpty();
  }

  @Test
  void diagnosis_isPure() {
    Set<String> wrong = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      if (local(compiled.packageName()).equals("diagnosis")) {
        compiled.types().stream()
            .filter(type -> type.startsWith("java.nio.file.") || type.startsWith("java.net.http."))
            .forEach(type -> wrong.add(compiled.name() + " names " + type));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyClass_isClosedToExtension() {
    assertThat(classes.stream().filter(compiled -> !compiled.closedToExtension()))
        .extracting(CompiledClass::name)
        .isEmpty();
  }

  @Test
  void noClass_hidesBehindAVagueName() {
    assertThat(classes)
        .extracting(CompiledClass::name)
        .noneMatch(name -> name.matches(".*(Util|Utils|Helper|Manager|Impl)$"));
  }

  private Set<String> callers(String member, Predicate<String> where) {
    Set<String> callers = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      if (compiled.members().contains(member) && where.test(local(compiled.packageName()))) {
        callers.add(compiled.name());
      }
    }
    return callers;
  }

  private static boolean ours(String packageName) {
    return packageName.equals("why401") || packageName.startsWith("why401.");
  }

  private static String local(String packageName) {
    return packageName.equals("why401") ? "" : packageName.substring("why401.".length());
  }
}
