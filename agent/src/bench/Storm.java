import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// A storm: many probes with one API key at one local server that refuses it from one moment on.
/// Prints how long it takes to the last verdict, the extra requests, the causes, and the CPU of an
/// accepted, a first refused and a further refused run.
///
///     java agent/src/bench/Storm.java [PROBES] [INTERVAL_SECONDS] [BUNDLE]
class Storm {
  private static final int REQUESTS_PER_SECOND_SEEN = 4096;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static volatile boolean refusing;
  private static final AtomicLong REQUESTS = new AtomicLong();
  private static final AtomicInteger[] SEEN = new AtomicInteger[REQUESTS_PER_SECOND_SEEN];
  private static final long BEGAN = System.nanoTime();

  private final int probes;
  private final int interval;
  private final Path bundle;

  private Storm(int probes, int interval, Path bundle) {
    this.probes = probes;
    this.interval = interval;
    this.bundle = bundle;
  }

  public static void main(String[] args) throws Exception {
    int probes = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int interval = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    Path bundle = Path.of(args.length > 2 ? args[2] : "agent/target/why401").toAbsolutePath();
    for (int i = 0; i < SEEN.length; i++) {
      SEEN[i] = new AtomicInteger();
    }
    HttpServer target = target();
    try {
      new Storm(probes, interval, bundle).measure(target);
    } finally {
      target.stop(0);
    }
  }

  /// Accepts the key until it refuses it; whoever sends anything else is not a run.
  private static HttpServer target() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          REQUESTS.incrementAndGet();
          String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
          boolean good = "0123456789abcdef".equals(key) && !refusing;
          if (refusing) {
            SEEN[second()].incrementAndGet();
          }
          byte[] body = (good ? "ok" : "{\"error\":\"invalid api key\"}").getBytes();
          exchange.sendResponseHeaders(good ? 200 : 401, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return server;
  }

  private static int second() {
    return (int) ((System.nanoTime() - BEGAN) / 1_000_000_000L) % REQUESTS_PER_SECOND_SEEN;
  }

  private void measure(HttpServer target) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process agent = start(configuration(target.getAddress().getPort(), port));
    try {
      pass(interval * 2);
      long requests = REQUESTS.get();
      double before = cpu(agent.pid());
      pass(interval);
      double accepted = (cpu(agent.pid()) - before) / (REQUESTS.get() - requests);
      System.out.printf("accepted: %.0f us of CPU a run%n", accepted * 1e6);

      refusing = true;
      requests = REQUESTS.get();
      before = cpu(agent.pid());
      long flipped = System.nanoTime();
      double last = 0;
      for (int second = 0; second < interval + 2; second++) {
        pass(1);
        if (last == 0 && opened() == probes) {
          last = (System.nanoTime() - flipped) / 1e9;
        }
      }
      report("first refused", agent, before, accepted, REQUESTS.get() - requests);
      System.out.printf("last verdict after %.0f s%s%n", last, last == 0 ? " (not in time)" : "");
      before = cpu(agent.pid());
      pass(interval);
      report("further refused", agent, before, accepted, probes);
      System.out.printf(
          "extra requests: %.0f; requests in each second after the flip: %s%n",
          extra(port), rates(flipped));
      System.out.println("causes: " + causes(port));
      System.out.printf("resident: %d MB%n", resident(agent.pid()) >> 10);
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  /// @param runs requests so far, or probes where most runs are left out
  private static void report(String what, Process agent, double before, double accepted, long runs)
      throws IOException {
    double each = (cpu(agent.pid()) - before) / runs;
    System.out.printf(
        "%s: %.0f us of CPU for each of %d, %.1f times an accepted run%n",
        what, each * 1e6, runs, each / accepted);
  }

  private Path configuration(int target, int port) throws IOException {
    StringBuilder text = new StringBuilder("why401 { server { port = " + port + " }\n");
    text.append("defaults { interval = %ds }%n".formatted(interval));
    text.append(
        "credentials { a { type = api-key, name = X-Api-Key, value = 0123456789abcdef } }\n"
            + "probes {\n");
    for (int i = 0; i < probes; i++) {
      text.append(
          "p%d { url = \"http://127.0.0.1:%d/%d\", credential = a }%n".formatted(i, target, i));
    }
    return Files.writeString(Files.createTempFile("storm", ".conf"), text.append("} }"));
  }

  private Process start(Path configuration) throws IOException {
    return new ProcessBuilder(
            bundle.resolve("bin/why401").toString(), "run", "--config", configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(Path.of("/tmp/storm-agent.log").toFile())
        .start();
  }

  private static void pass(int seconds) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /// User and system time of a process, in seconds.
  private static double cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /// Lines of the agent's log that say that an incident opened: the metrics would cost CPU.
  private static long opened() throws IOException {
    try (var lines = Files.lines(Path.of("/tmp/storm-agent.log"))) {
      return lines.filter(line -> line.contains("incident opened")).count();
    }
  }

  private static double extra(int port) throws IOException, InterruptedException {
    return get(port, "/metrics")
        .lines()
        .filter(line -> line.startsWith("why401_diagnosis_requests_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String rates(long flipped) {
    int from = (int) ((flipped - BEGAN) / 1_000_000_000L);
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= 12; i++) {
      all.append(SEEN[from + i].get()).append(' ');
    }
    return all.toString().strip();
  }

  private static Map<String, Integer> causes(int port) throws IOException, InterruptedException {
    Map<String, Integer> causes = new TreeMap<>();
    for (String line : get(port, "/metrics").lines().toList()) {
      if (line.startsWith("why401_unauthorized{") && line.endsWith(" 1.0")
          || line.startsWith("why401_unauthorized{") && line.endsWith(" 1")) {
        var cause = Pattern.compile("cause=\"(\\w+)\"").matcher(line);
        var sure = Pattern.compile("confidence=\"(\\w+)\"").matcher(line);
        String label = cause.find() ? cause.group(1) : "?";
        causes.merge(label + (sure.find() ? " " + sure.group(1) : ""), 1, Integer::sum);
      }
    }
    return causes;
  }
}
