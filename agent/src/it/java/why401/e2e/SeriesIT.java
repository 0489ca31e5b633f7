package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.report.FirstRemedy;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.metrics.AgentMetrics;
import why401.partner.PlainHttp;
import why401.probe.Outcome;
import why401.token.RenewalFailure;

/// What becomes of the labels on a live page while servers say what they like: nothing that they
/// said is one, and a series goes with what it tells of.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SeriesIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// Stands in whatever a server says, other in each answer.
  private static final String SAID = "Said-by-a-server";

  @TempDir private static Path folder = Path.of(".");
  private final List<HttpServer> servers = new ArrayList<>();
  private AgentProcess agent;
  private String near;
  private String far;

  @BeforeAll
  void start() throws IOException {
    near = server();
    far = server();
    agent = new AgentProcess(folder, configuration("first", "second", "third"));
    await()
        .atMost(SOON)
        .until(
            () ->
                agent.sum("why401_unauthorized", "") == 4
                    && agent.sum("why401_probe_withheld_total", "\"deaf\"") > 1
                    && agent.sum("why401_issuer_up", "") >= 1);
  }

  @AfterAll
  void stop() {
    agent.close();
    servers.forEach(server -> server.stop(0));
  }

  private String server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", SeriesIT::token);
    server.createContext("/deaf", exchange -> answer(exchange, 400, error()));
    server.createContext("/", SeriesIT::refuse);
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String said() {
    return SAID + "-" + System.nanoTime();
  }

  private static String error() {
    return "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(said(), said());
  }

  /// A token of another key, issuer and subject each time.
  private static void token(HttpExchange exchange) throws IOException {
    String header = "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(said());
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\"}".formatted(said(), said(), said());
    String token = part(header) + "." + part(claims) + "." + part("signature");
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"%s\"}"
            .formatted(token, said()));
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set(
        "WWW-Authenticate",
        "Bearer realm=\"%s\", error=\"%s\", error_description=\"%s\", scope=\"%s\""
            .formatted(said(), said(), said(), said()));
    headers.set("Server", said());
    headers.set("Set-Cookie", said() + "=" + said());
    answer(exchange, 401, error());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /// Of the credentials, `first` and `second` share an identity provider.
  private String configuration(String... names) {
    StringBuilder text = new StringBuilder("why401.defaults { interval = 1s, timeout = 3s }\n");
    text.append(credential("deaf", near + "/deaf")).append(probe("deaf"));
    for (String name : names) {
      text.append(credential(name, (name.equals("third") ? far : near) + "/token"));
      text.append(probe(name));
    }
    return text.toString();
  }

  private static String credential(String name, String tokenUrl) {
    return "why401.credentials.%s { type = client-credentials, token-url = \"%s\", client-id = c, client-secret = s }\n"
        .formatted(name, tokenUrl);
  }

  private String probe(String name) {
    return "why401.probes.%s { url = \"%s/%s\", credential = %s, labels { team = pay } }\n"
        .formatted(name, near, name, name);
  }

  /// Every value that a label may take, by its name.
  private Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new HashMap<>();
    Set<String> names = Set.of("first", "second", "third", "deaf");
    allowed.put("probe", names);
    allowed.put("credential", names);
    allowed.put("issuer", Set.of(near, far));
    allowed.put("team", Set.of("pay"));
    allowed.put("severity", Set.of("critical", "warning", "info"));
    allowed.put("cause", labels(Cause.values(), Cause::label));
    allowed.put("confidence", labels(Confidence.values(), Confidence::label));
    allowed.put("fault_domain", labels(FaultDomain.values(), FaultDomain::label));
    allowed.put("experiment", Set.copyOf(Experiment.labels()));
    allowed.put("part", labels(AgentMetrics.Part.values(), AgentMetrics.Part::label));
    allowed.put("phase", Set.of("dns", "connect", "tls", "processing", "transfer"));
    allowed.put("reason", reasons());
    List<String> mechanisms = Table.shipped().mechanisms().stream().map(Mechanism::id).toList();
    FirstRemedy remedy = new FirstRemedy(Table.shipped());
    allowed.put("mechanism", with("", mechanisms.stream()));
    allowed.put("remedy", with(remedy.of(null), mechanisms.stream().map(remedy::of)));
    allowed.put("alternatives", with("", allowed.get("cause").stream()));
    return allowed;
  }

  private static Set<String> with(String one, Stream<String> others) {
    return Stream.concat(Stream.of(one), others).collect(Collectors.toSet());
  }

  private static Set<String> reasons() {
    Set<String> reasons = new TreeSet<>(Set.of("unauthorized", "unexpected_response"));
    reasons.addAll(labels(Outcome.Failure.values(), Outcome.Failure::label));
    reasons.addAll(labels(Outcome.Withheld.Reason.values(), Outcome.Withheld.Reason::label));
    reasons.addAll(labels(RenewalFailure.Reason.values(), RenewalFailure.Reason::label));
    return reasons;
  }

  private static <T> Set<String> labels(T[] values, Function<T, String> label) {
    return Stream.of(values).map(label).collect(Collectors.toSet());
  }

  @Test
  @Order(1)
  void labels_areConfiguredNamesOrOfClosedLists() {
    Map<String, Set<String>> allowed = allowed();
    Set<String> free = Set.of("le", "version", "revision", "java");
    Set<String> seen = new TreeSet<>();
    for (String line : ours(agent.metrics())) {
      LABEL
          .matcher(line.substring(0, line.lastIndexOf('}') + 1))
          .results()
          .filter(label -> !free.contains(label.group(1)))
          .forEach(
              label -> {
                seen.add(label.group(1));
                // Alternatives are several causes.
                boolean several = label.group(1).equals("alternatives");
                assertThat(allowed.getOrDefault(label.group(1), Set.of()))
                    .as(line)
                    .containsAll(List.of(label.group(2).split(several ? ", " : "\n")));
              });
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(allowed.keySet());
  }

  /// The check above is about what was really said, and the whole page is.
  @Test
  @Order(1)
  void whatServersSaid_isKnownToTheAgent_butNotOnThePage() {
    assertThat(agent.incidents()).contains(SAID);
    assertThat(agent.metrics()).doesNotContain(SAID);
    String openMetrics =
        PlainHttp.get(agent.url("/metrics"), "Accept", "application/openmetrics-text").body();
    assertThat(openMetrics).doesNotContain(SAID);
  }

  @Test
  @Order(2)
  void seriesOfACredential_goWithIt_andThoseOfItsIssuerWithTheLast() {
    assertThat(agent.metrics()).contains("\"third\"", "\"second\"", far);
    reload("first", "second");
    assertThat(ours(agent.metrics()))
        .noneMatch(line -> line.contains("\"third\"") || line.contains(far))
        .anyMatch(line -> line.startsWith("why401_token_usable{credential=\"second\""))
        .contains("why401_issuer_up{issuer=\"" + near + "\"} 1.0");
    reload("first");
    assertThat(ours(agent.metrics()))
        .noneMatch(line -> line.contains("\"second\""))
        .anyMatch(line -> line.startsWith("why401_token_usable{credential=\"first\""))
        .anyMatch(line -> line.startsWith("why401_issuer_up{issuer=\"" + near));
  }

  private void reload(String... names) {
    agent.configure(configuration(names));
    assertThat(PlainHttp.post(agent.url("/-/reload"), Map.of()).statusCode()).isEqualTo(200);
  }

  private static List<String> ours(String page) {
    return page.lines().filter(line -> line.startsWith("why401_")).toList();
  }
}
