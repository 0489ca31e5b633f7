package why401.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Enforces the package table of architecture.md: which package may use which, and where each
/// library may be used.
class ArchitectureTest {
  /// Package to the packages that it may use. A package that is missing here fails the build.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("", Set.of("cli")),
          entry(
              "api",
              Set.of("cause", "credential.secret", "diagnosis.verdict", "incident", "token")),
          entry(
              "app",
              Set.of(
                  "api",
                  "cause",
                  "config",
                  "config.hocon",
                  "config.reader",
                  "config.target",
                  "credential",
                  "credential.secret",
                  "diagnosis",
                  "diagnosis.credential",
                  "diagnosis.evidence",
                  "diagnosis.report",
                  "diagnosis.verdict",
                  "experiment",
                  "http",
                  "incident",
                  "io",
                  "metrics",
                  "probe",
                  "probe.discovery",
                  "probe.kubernetes",
                  "probe.okhttp",
                  "process",
                  "response",
                  "run",
                  "schedule",
                  "server",
                  "server.security",
                  "time",
                  "token",
                  "token.authorization",
                  "token.lockout",
                  "token.oauth",
                  "token.source")),
          entry("cause", Set.of()),
          entry(
              "cli",
              Set.of(
                  "api",
                  "app",
                  "cause",
                  "cli.curl",
                  "config",
                  "config.hocon",
                  "config.reader",
                  "config.target",
                  "diagnosis",
                  "diagnosis.credential",
                  "diagnosis.evidence",
                  "diagnosis.verdict",
                  "http",
                  "incident",
                  "io",
                  "lab",
                  "probe",
                  "process",
                  "response",
                  "response.statement",
                  "schedule",
                  "server",
                  "token.authorization")),
          entry(
              "cli.curl",
              Set.of("app", "credential", "credential.secret", "http", "io", "probe", "token")),
          entry(
              "config",
              Set.of(
                  "config.hocon",
                  "config.reader",
                  "config.target",
                  "credential",
                  "diagnosis.verdict",
                  "io",
                  "probe",
                  "server.security",
                  "token.lockout")),
          entry("config.hocon", Set.of("credential.secret", "io")),
          entry(
              "config.reader",
              Set.of(
                  "config.hocon", "credential", "credential.secret", "probe", "server.security")),
          entry(
              "config.target",
              Set.of(
                  "config.hocon",
                  "config.reader",
                  "credential",
                  "credential.secret",
                  "http",
                  "probe")),
          entry("credential", Set.of("credential.secret", "http")),
          entry("credential.secret", Set.of("io")),
          entry(
              "diagnosis",
              Set.of(
                  "cause",
                  "credential.secret",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.evidence",
                  "diagnosis.observation",
                  "diagnosis.report",
                  "diagnosis.table",
                  "diagnosis.verdict",
                  "http",
                  "probe",
                  "response",
                  "response.prose",
                  "token")),
          entry(
              "diagnosis.credential",
              Set.of("credential", "credential.secret", "http", "probe", "token")),
          entry("diagnosis.differential", Set.of("cause", "diagnosis.table")),
          entry(
              "diagnosis.evidence",
              Set.of(
                  "cause",
                  "credential",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.verdict",
                  "http",
                  "probe",
                  "response",
                  "response.prose",
                  "response.statement",
                  "token")),
          entry(
              "diagnosis.observation",
              Set.of(
                  "cause",
                  "credential.secret",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.evidence",
                  "diagnosis.table",
                  "diagnosis.verdict",
                  "http",
                  "probe",
                  "response",
                  "response.code",
                  "response.prose",
                  "token")),
          entry(
              "diagnosis.report",
              Set.of(
                  "cause",
                  "credential.secret",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.evidence",
                  "diagnosis.table",
                  "diagnosis.verdict",
                  "http",
                  "probe",
                  "response",
                  "token")),
          entry("diagnosis.table", Set.of("cause", "config.hocon")),
          entry("diagnosis.verdict", Set.of("cause", "io")),
          entry(
              "experiment",
              Set.of(
                  "cause",
                  "credential",
                  "credential.secret",
                  "diagnosis",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.evidence",
                  "diagnosis.verdict",
                  "http",
                  "probe",
                  "response",
                  "time",
                  "token")),
          entry("http", Set.of()),
          entry("http.client", Set.of("credential", "credential.secret", "http", "io")),
          entry("http.html", Set.of()),
          entry("incident", Set.of("cause", "diagnosis.verdict", "io", "probe")),
          entry("io", Set.of()),
          entry("lab", Set.of()),
          entry(
              "metrics",
              Set.of("cause", "diagnosis.verdict", "incident", "probe", "schedule", "token")),
          entry(
              "probe",
              Set.of("credential", "credential.secret", "http", "time", "token", "token.lockout")),
          entry(
              "probe.discovery",
              Set.of(
                  "config.hocon",
                  "config.target",
                  "credential",
                  "credential.secret",
                  "token.issuer")),
          entry("probe.kubernetes", Set.of("config.hocon", "config.target", "probe.discovery")),
          entry(
              "probe.okhttp",
              Set.of(
                  "credential",
                  "credential.secret",
                  "http",
                  "http.client",
                  "probe",
                  "response",
                  "response.statement",
                  "token")),
          entry("process", Set.of()),
          entry(
              "response",
              Set.of(
                  "cause",
                  "credential.secret",
                  "http",
                  "http.html",
                  "response.code",
                  "response.prose",
                  "response.statement")),
          entry("response.code", Set.of("cause", "response.statement")),
          entry("response.prose", Set.of("cause", "http", "response.statement")),
          entry("response.statement", Set.of("http", "http.html")),
          entry(
              "run",
              Set.of(
                  "api",
                  "cause",
                  "credential",
                  "credential.secret",
                  "diagnosis",
                  "diagnosis.credential",
                  "diagnosis.differential",
                  "diagnosis.evidence",
                  "diagnosis.verdict",
                  "experiment",
                  "http",
                  "incident",
                  "io",
                  "metrics",
                  "probe",
                  "probe.okhttp",
                  "response",
                  "response.code",
                  "response.prose",
                  "schedule",
                  "server",
                  "token")),
          entry("schedule", Set.of("io")),
          entry(
              "server",
              Set.of(
                  "api",
                  "cause",
                  "diagnosis.table",
                  "incident",
                  "io",
                  "metrics",
                  "server.security",
                  "token")),
          entry("server.security", Set.of("io")),
          entry("time", Set.of()),
          entry("token", Set.of("credential", "credential.secret", "http", "token.lockout")),
          entry(
              "token.authorization",
              Set.of(
                  "credential",
                  "credential.secret",
                  "io",
                  "time",
                  "token",
                  "token.issuer",
                  "token.oauth")),
          entry(
              "token.aws",
              Set.of(
                  "credential",
                  "credential.secret",
                  "http",
                  "http.html",
                  "time",
                  "token",
                  "token.issuer")),
          entry(
              "token.issuer",
              Set.of("credential", "credential.secret", "http", "http.client", "time", "token")),
          entry(
              "token.kerberos",
              Set.of("credential", "credential.secret", "http", "time", "token", "token.issuer")),
          entry("token.lockout", Set.of("credential.secret", "io", "time")),
          entry(
              "token.login",
              Set.of(
                  "credential",
                  "credential.secret",
                  "http",
                  "http.client",
                  "http.html",
                  "time",
                  "token",
                  "token.issuer",
                  "token.oauth")),
          entry(
              "token.oauth",
              Set.of(
                  "credential",
                  "credential.secret",
                  "http",
                  "io",
                  "time",
                  "token",
                  "token.issuer")),
          entry(
              "token.renewal",
              Set.of(
                  "credential",
                  "credential.secret",
                  "io",
                  "time",
                  "token",
                  "token.aws",
                  "token.issuer",
                  "token.kerberos",
                  "token.lockout",
                  "token.login",
                  "token.oauth")),
          entry(
              "token.source",
              Set.of(
                  "credential",
                  "credential.secret",
                  "io",
                  "time",
                  "token",
                  "token.aws",
                  "token.issuer",
                  "token.lockout",
                  "token.oauth",
                  "token.renewal")));

  /// Library to the packages that may use it.
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          entry("org.quartz", Set.of("schedule")),
          entry(
              "okhttp3",
              Set.of("http", "http.client", "token.issuer", "token.login", "probe.okhttp")),
          entry("com.burgstaller", Set.of("http.client", "probe.okhttp")),
          entry("org.jsoup", Set.of("http.html")),
          entry("io.micrometer", Set.of("metrics")),
          entry("io.prometheus", Set.of("metrics")),
          entry(
              "com.typesafe.config",
              Set.of(
                  "config",
                  "config.hocon",
                  "config.reader",
                  "config.target",
                  "diagnosis.table",
                  "response.code")),
          entry("io.javalin", Set.of("server", "server.security", "lab")),
          entry("org.eclipse.jetty", Set.of("server", "server.security", "lab")),
          entry("software.amazon.awssdk", Set.of("token.aws")),
          entry("org.ietf.jgss", Set.of("token.kerberos")),
          entry("com.sun.net.httpserver", Set.of("token.authorization")),
          entry("io.fabric8", Set.of("probe.kubernetes")),
          entry("picocli", Set.of("cli", "cli.curl")),
          entry("ch.qos.logback", Set.of("process")),
          entry("net.logstash.logback", Set.of("process")));

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
        if (ours(to) && !local(to).equals(from) && !allowed.contains(local(to))) {
          wrong.add(from + " -> " + local(to) + " (" + compiled.name() + " names " + type + ")");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Levels: a package is above all that it may use. What is left over stands in a circle.
  @Test
  void theTable_hasNoCycle() {
    Set<String> left = new TreeSet<>(MAY_USE.keySet());
    Set<String> placed = new HashSet<>();
    while (left.removeIf(one -> placed.containsAll(MAY_USE.get(one)) && placed.add(one))) {
      // The next level.
    }
    assertThat(left).isEmpty();
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
  void diagnosis_isPure() {
    Set<String> wrong = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      if (root(local(compiled.packageName())).equals("diagnosis")) {
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

  private static boolean ours(String packageName) {
    return packageName.equals("why401") || packageName.startsWith("why401.");
  }

  private static String root(String packageName) {
    return packageName.split("\\.", 2)[0];
  }

  private static String local(String packageName) {
    return packageName.equals("why401") ? "" : packageName.substring("why401.".length());
  }
}
