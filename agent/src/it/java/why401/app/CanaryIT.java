package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import why401.api.Json;
import why401.cli.Terminal;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.http.client.RawServer;
import why401.partner.FreePort;
import why401.partner.PlainHttp;
import why401.process.LoggingSetup;
import why401.schedule.TaskTrigger;

/// A canary in every place where a secret can stand, against servers that say back whatever they
/// were sent, in every form, with words that are meant to do harm where they are shown: none of it
/// comes out anywhere.
@Timeout(90)
final class CanaryIT {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/metrics",
          "/api/v1/probes",
          "/api/v1/credentials",
          "/api/v1/incidents",
          "/runbooks/credentials_invalid",
          "/runbooks/unknown");

  @TempDir private Path folder = Path.of(".");
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger("why401");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Map<String, String> sinks = new LinkedHashMap<>();
  private RawServer echo;
  private Canaries canaries;

  @BeforeEach
  void listen() {
    logger.setLevel(Level.TRACE);
    events.start();
    logger.addAppender(events);
    echo = RawServer.of(EchoServer::answer);
    canaries = new Canaries(echo, folder.resolve("state"), FreePort.next());
  }

  @AfterEach
  void stop() {
    logger.detachAppender(events);
    logger.setLevel(null);
    echo.close();
  }

  @Test
  void noSecretAndNoHarm_comesOutAnywhere() throws IOException {
    Path file = Files.writeString(folder.resolve("why401.conf"), canaries.configuration());
    LoadResult result = new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of());
    if (!(result instanceof LoadResult.Loaded loaded)) {
      throw new IllegalStateException(result.toString());
    }
    sinks.put("warnings", loaded.warnings().toString());
    run(loaded, file);
    log();
    state();
    terminal(file);
    assertThat(leaks()).isEmpty();
    assertThat(harms()).isEmpty();
  }

  /// After the log was read: a command sets its own up. A name in the configuration is as good a
  /// place for harm as a server.
  private void terminal(Path file) throws IOException {
    sinks.put("terminal probe", Terminal.of("probe", "--config", file.toString(), "p-bearer"));
    sinks.put("terminal login", Terminal.of("login", "--config", file.toString(), "login"));
    sinks.put("terminal diagnose", Terminal.of("diagnose", echo.url("/"), "-H", "X-Key: k"));
    sinks.put("terminal json", Terminal.of("diagnose", echo.url("/"), "-H", "X-Key: k", "--json"));
    Path har = Files.writeString(folder.resolve("refused.har"), EchoServer.capture());
    sinks.put("terminal har", Terminal.of("diagnose", "--har", har.toString()));
    Path bad = Files.writeString(folder.resolve("bad.conf"), EchoServer.badConfiguration());
    sinks.put("terminal check", Terminal.of("check", "--config", bad.toString()));
    assertThat(sinks.get("terminal probe")).contains("EVIL");
    assertThat(sinks.get("terminal login")).contains("EVIL");
    assertThat(sinks.get("terminal diagnose")).contains("EVIL");
    assertThat(sinks.get("terminal har")).contains("EVIL");
    assertThat(sinks.get("terminal check")).contains("EVIL");
  }

  /// What an open page receives, up to the first incident.
  private String stream(String base) throws IOException {
    StringBuilder text = new StringBuilder();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + "/api/v1/events").toURL().openConnection();
    connection.setReadTimeout(10_000);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine();
          line != null && text.indexOf("event: probes") < 0;
          line = lines.readLine()) {
        assertThat(line).matches("|:|event: [a-z]+|data: [\\[{].*");
        text.append(line).append('\n');
      }
    } finally {
      connection.disconnect();
    }
    return text.toString();
  }

  /// A label that breaks out of its line would forge another metric.
  private static void assertExposition(String page) {
    assertThat(page.lines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "# (HELP|TYPE|UNIT) .*|# EOF"
                            + "|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z_]+=\"([^\"\\\\]|\\\\.)*\",?)*})?"
                            + " [-+0-9.eEINFNa]+"));
  }

  private void run(LoadResult.Loaded loaded, Path file) throws IOException {
    Set<String> missing = new TreeSet<>();
    loaded.configuration().probes().forEach(probe -> missing.add(probe.name()));
    try (Agent agent =
        Agent.of(loaded, new Agent.Options(file, Map.of(), InstantSource.system()))) {
      agent.start();
      String base = "http://127.0.0.1:" + agent.port();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                String all = PlainHttp.get(base + "/api/v1/incidents").body();
                missing.removeIf(name -> all.contains("\"probe\":\"" + name + "\""));
                assertThat(missing).isEmpty();
              });
      PATHS.forEach(path -> sinks.put(path, PlainHttp.get(base + path).body()));
      assertExposition(sinks.get("/metrics"));
      sinks.put("/api/v1/events", stream(base));
      sinks.put("json", Json.pretty(agent.once("p-bearer").json()));
    }
  }

  private void log() {
    for (LoggingSetup.Format format : LoggingSetup.Format.values()) {
      var encoder = LoggingSetup.encoder(context, format);
      StringBuilder lines = new StringBuilder();
      for (ILoggingEvent event : List.copyOf(events.list)) {
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        if (event.getThrowableProxy() == null) {
          assertThat(line.stripTrailing().lines()).as(line).hasSize(1);
        }
        lines.append(line);
      }
      sinks.put("log " + format, lines.toString());
    }
  }

  /// What is kept on disk; a refresh token is kept on purpose.
  private void state() throws IOException {
    try (var files = Files.list(folder.resolve("state"))) {
      files
          .filter(file -> !file.toString().endsWith(".refresh-token.json"))
          .forEach(file -> sinks.put(file.getFileName().toString(), read(file)));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> leaks() {
    Set<String> leaks = new TreeSet<>();
    canaries
        .all()
        .forEach(
            (place, canary) ->
                sinks.forEach(
                    (sink, text) ->
                        forms(canary)
                            .filter(text::contains)
                            .forEach(
                                form ->
                                    leaks.add(
                                        place + " in " + sink + ": …" + around(text, form)))));
    return leaks;
  }

  private static String around(String text, String part) {
    int at = text.indexOf(part);
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 20));
  }

  /// As it is, backwards, and in Base64.
  private static java.util.stream.Stream<String> forms(String canary) {
    byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return java.util.stream.Stream.of(
        canary,
        new StringBuilder(canary).reverse().toString(),
        base64.substring(0, base64.length() - 4));
  }

  /// Characters that a terminal obeys or a page hides, and markup, where they would work.
  private Set<String> harms() {
    Set<String> harms = new TreeSet<>();
    sinks.forEach(
        (sink, text) -> {
          boolean binary = sink.endsWith(".mv");
          for (String harm : List.of("\u001b", "\u0007", "\u009b", "\u202e", "\u2066", "\u2028")) {
            if (!binary && text.contains(harm)) {
              harms.add(sink + ": " + (int) harm.charAt(0) + " …" + around(text, harm));
            }
          }
          boolean page = sink.startsWith("/") && !sink.startsWith("/api");
          if (page && text.contains("<script>evil")) {
            harms.add(sink + ": markup");
          }
        });
    return harms;
  }
}
