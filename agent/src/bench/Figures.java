import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The figures of README.md, measured on the bundle: time from the start of the process to its first
/// probe, with and without the AOT cache; resident memory after a minute of 10 and of 10,000 probes;
/// sizes.
///
///     java agent/src/bench/Figures.java [RUNS] [SECONDS]
///
/// On a machine with other work, `chrt -r 20 java …` gives it the processor.
class Figures {
  private static final Path BUNDLE = Path.of("agent/target/why401").toAbsolutePath();
  private static final AtomicLong HITS = new AtomicLong();
  private static volatile CompletableFuture<Long> first = new CompletableFuture<>();

  public static void main(String[] args) throws Exception {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    HttpServer target = target();
    try {
      System.out.println("| figure | measured |\n|---|---|");
      System.out.printf("| first probe leaves after | %s |%n", start(target, runs, ""));
      System.out.printf(
          "| the same without the AOT cache | %s |%n", start(target, runs, "-XX:AOTMode=off"));
      System.out.printf("| `/-/ready` answers after | %s |%n", ready(target, runs));
      System.out.printf("| resident, 10 probes each 10 s | %s |%n", memory(target, 10, seconds));
      System.out.printf(
          "| resident, 10,000 probes each 10 s | %s |%n", memory(target, 10_000, seconds));
      System.out.printf("| bundle | %d MB |%n", size(BUNDLE));
      System.out.printf("| of it the Java runtime | %d MB |%n", size(BUNDLE.resolve("runtime")));
      System.out.printf(
          "| of it the AOT cache | %d MB |%n", size(BUNDLE.resolve("lib/why401.aot")));
    } finally {
      target.stop(0);
    }
  }

  private static HttpServer target() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] answer = "ok".getBytes();
    server.createContext(
        "/",
        exchange -> {
          first.complete(System.nanoTime());
          HITS.incrementAndGet();
          exchange.sendResponseHeaders(200, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    return server;
  }

  private static Path configuration(HttpServer target, int probes, int port) throws IOException {
    StringBuilder text = new StringBuilder("why401 { server { port = " + port + " }\n");
    text.append("defaults { interval = 10s }\n");
    text.append("credentials { a { type = basic, username = u, password = p } }\nprobes {\n");
    for (int i = 0; i < probes; i++) {
      text.append(
          "p%d { url = \"http://127.0.0.1:%d/%d\", credential = a }%n"
              .formatted(i, target.getAddress().getPort(), i));
    }
    return Files.writeString(Files.createTempFile("figures", ".conf"), text.append("} }"));
  }

  private static Process agent(Path configuration, String options) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            BUNDLE.resolve("bin/why401").toString(), "run", "--config", configuration.toString());
    builder.environment().put("WHY401_JAVA_OPTS", options);
    builder.redirectErrorStream(true);
    builder.redirectOutput(Path.of("/tmp/figures-agent.log").toFile());
    return builder.start();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static String start(HttpServer target, int runs, String options) throws Exception {
    long[] millis = new long[runs];
    for (int i = 0; i < runs; i++) {
      Path file = configuration(target, 1, 0);
      first = new CompletableFuture<>();
      long began = System.nanoTime();
      Process process = agent(file, options);
      millis[i] = Duration.ofNanos(first.get(60, TimeUnit.SECONDS) - began).toMillis();
      end(process);
    }
    return median(millis);
  }

  private static String ready(HttpServer target, int runs) throws Exception {
    long[] millis = new long[runs];
    for (int i = 0; i < runs; i++) {
      int port;
      try (var free = new java.net.ServerSocket(0)) {
        port = free.getLocalPort();
      }
      long began = System.nanoTime();
      Process process = agent(configuration(target, 1, port), "");
      while (!answers(port)) {
        LockSupport.parkNanos(2_000_000);
      }
      millis[i] = Duration.ofNanos(System.nanoTime() - began).toMillis();
      end(process);
    }
    return median(millis);
  }

  private static boolean answers(int port) {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET /-/ready HTTP/1.0\r\n\r\n".getBytes());
      return new String(socket.getInputStream().readNBytes(12)).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }

  private static String median(long[] millis) {
    Arrays.sort(millis);
    return "%d ms (median of %d; %d to %d)"
        .formatted(millis[millis.length / 2], millis.length, millis[0], millis[millis.length - 1]);
  }

  private static String memory(HttpServer target, int probes, int seconds) throws Exception {
    Process process = agent(configuration(target, probes, 0), "");
    first = new CompletableFuture<>();
    first.get(60, TimeUnit.SECONDS);
    long before = HITS.get();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      LockSupport.parkNanos(1_000_000_000L);
      seen.add(resident(process.pid()));
    }
    double rate = (HITS.get() - before) / (double) seconds;
    long most = seen.stream().max(Long::compare).orElseThrow();
    end(process);
    return "%d MB, at most %d MB (%.0f probes/s)".formatted(seen.getLast() >> 10, most >> 10, rate);
  }

  /// In kB, what is shared with others included.
  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static long size(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return (bytes + 500_000) / 1_000_000;
    }
  }
}
