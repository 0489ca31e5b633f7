package why401.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Enforces the package table of architecture.md: which package may use which, and where each
/// library may be used.
class ArchitectureTest {
  /// Package to the packages that it may use; `.` is the root. A package that is missing here fails
  /// the build.
  private static final Map<String, Set<String>> MAY_USE =
      table(
          """
          .: cli
          api: cause credential.secret diagnosis.verdict incident io token
          app: api cause cluster config config.hocon config.reader config.target credential \
              credential.secret deployment diagnosis diagnosis.credential diagnosis.evidence \
              diagnosis.report diagnosis.verdict experiment http incident io metrics probe \
              probe.discovery probe.kubernetes probe.okhttp process response run schedule server \
              server.security time token token.authorization token.lockout token.oauth \
              token.shared token.source
          cause:
          cli: api app cause cli.curl cli.har config config.hocon config.reader config.target \
              diagnosis.verdict http incident lab probe process schedule server \
              token.authorization
          cli.curl: app credential credential.secret http io probe token
          cli.har: cli.curl diagnosis diagnosis.credential diagnosis.evidence diagnosis.verdict \
              http io probe response response.statement
          cluster: credential credential.secret deployment http io token token.issuer \
              token.shared
          config: config.hocon config.reader config.target credential deployment \
              diagnosis.verdict io probe server.security token.lockout
          config.hocon: credential.secret io
          config.reader: config.hocon credential credential.secret deployment probe \
              server.security
          config.target: config.hocon config.reader credential credential.secret deployment http \
              probe
          credential: credential.secret http
          credential.secret: io
          deployment: credential.secret io
          diagnosis: cause credential.secret diagnosis.credential diagnosis.differential \
              diagnosis.evidence diagnosis.observation diagnosis.report diagnosis.table \
              diagnosis.verdict http probe response response.prose token
          diagnosis.credential: credential credential.secret http probe token
          diagnosis.differential: cause diagnosis.table
          diagnosis.evidence: cause credential diagnosis.credential diagnosis.differential \
              diagnosis.verdict http probe response response.prose response.statement token
          diagnosis.observation: cause credential.secret diagnosis.credential \
              diagnosis.differential diagnosis.evidence diagnosis.table diagnosis.verdict http \
              probe response response.code response.prose token
          diagnosis.report: cause credential.secret diagnosis.credential diagnosis.differential \
              diagnosis.evidence diagnosis.table diagnosis.verdict http probe response token
          diagnosis.table: cause config.hocon
          diagnosis.verdict: cause io
          experiment: cause credential credential.secret deployment diagnosis \
              diagnosis.credential diagnosis.differential diagnosis.evidence diagnosis.verdict \
              http probe response time token
          http:
          http.client: credential credential.secret http io
          http.html:
          incident: cause diagnosis.verdict io probe
          io:
          lab:
          metrics: cause deployment diagnosis.verdict incident probe schedule token
          probe: credential credential.secret http time token token.lockout
          probe.discovery: config.hocon config.target credential credential.secret token.issuer
          probe.kubernetes: config.hocon config.target probe.discovery
          probe.okhttp: credential credential.secret http http.client probe response \
              response.statement token
          process:
          response: cause credential.secret http http.html response.code response.prose \
              response.statement
          response.code: cause response.statement
          response.prose: cause http response.statement
          response.statement: http http.html
          run: api cause credential credential.secret diagnosis diagnosis.credential \
              diagnosis.differential diagnosis.evidence diagnosis.table diagnosis.verdict \
              experiment http incident io metrics probe probe.okhttp response response.code \
              response.prose schedule server token
          schedule: io
          server: api cause diagnosis.table incident io metrics server.security token
          server.security: io
          time:
          token: credential credential.secret http token.lockout
          token.authorization: credential credential.secret io time token token.issuer \
              token.oauth
          token.aws: credential credential.secret http http.html time token token.issuer
          token.issuer: credential credential.secret http http.client time token
          token.kerberos: credential credential.secret http time token token.issuer
          token.lockout: credential.secret deployment io time
          token.login: credential credential.secret http http.client http.html time token \
              token.issuer token.oauth
          token.oauth: credential credential.secret deployment http io time token token.issuer
          token.renewal: credential credential.secret io time token token.aws token.issuer \
              token.kerberos token.lockout token.login token.oauth token.shared
          token.shared: credential credential.secret token token.issuer
          token.signature: credential credential.secret http token
          token.source: credential credential.secret deployment io time token token.aws \
              token.issuer token.lockout token.oauth token.renewal token.shared token.signature
          """);

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
          entry("org.greenbytes", Set.of("http", "token.signature")),
          entry("org.ietf.jgss", Set.of("token.kerberos")),
          entry("com.sun.net.httpserver", Set.of("token.authorization")),
          entry("io.fabric8", Set.of("probe.kubernetes")),
          entry("org.infinispan", Set.of("cluster")),
          entry("org.jgroups", Set.of("cluster")),
          entry("picocli", Set.of("cli", "cli.curl")),
          entry("ch.qos.logback", Set.of("process")),
          entry("net.logstash.logback", Set.of("process")));

  private final List<CompiledClass> classes = CompiledClass.all();

  ArchitectureTest() throws IOException {}

  private static Map<String, Set<String>> table(String lines) {
    return lines
        .lines()
        .map(line -> line.split(":", 2))
        .collect(
            Collectors.toMap(
                parts -> parts[0].equals(".") ? "" : parts[0],
                parts ->
                    Pattern.compile(" +")
                        .splitAsStream(parts[1])
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.toUnmodifiableSet())));
  }

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
