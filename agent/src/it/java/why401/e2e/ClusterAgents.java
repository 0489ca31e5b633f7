package why401.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import why401.partner.FreePort;

/// Agents of one cluster, as processes, with many probes of one target.
final class ClusterAgents implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(90);

  private final Path folder;
  private final CountingTarget target;
  private final List<Seat> seats;
  private final int probes;
  private final AgentProcess[] agents;

  /// Where a member is.
  ///
  /// @param launch how it is started there
  /// @param host that the other members reach it at
  record Seat(AgentProcess.Launch launch, String host, int port) {
    static Seat local() {
      return new Seat(AgentProcess.Launch.PLAIN, "127.0.0.1", FreePort.next());
    }
  }

  ClusterAgents(Path folder, CountingTarget target, List<Seat> seats, int probes) {
    this.folder = folder;
    this.target = target;
    this.seats = List.copyOf(seats);
    this.probes = probes;
    this.agents = new AgentProcess[seats.size()];
    start();
  }

  private void start() {
    List<CompletableFuture<Void>> starting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < agents.length; i++) {
        int index = i;
        starting.add(CompletableFuture.runAsync(() -> start(index), threads));
      }
      starting.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      close();
      throw e;
    }
  }

  /// Starts one of them, again or for the first time.
  void start(int index) {
    try {
      Path own = Files.createDirectories(folder.resolve("agent-" + index));
      agents[index] = new AgentProcess(own, configuration(index), seats.get(index).launch());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private String configuration(int index) throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("key-" + index), "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    StringBuilder text = new StringBuilder("why401.cluster { members = [");
    seats.forEach(one -> text.append("\"%s:%d\", ".formatted(one.host(), one.port())));
    text.append(
        "], bind { host = \"%s\", port = %d }, key { file = \"%s\" } }%n"
            .formatted(seats.get(index).host(), seats.get(index).port(), key));
    text.append("why401.defaults { interval = %d s }%n".formatted(INTERVAL.toSeconds()));
    text.append(
        "why401.credentials.c { type = client-credentials, client-id = c, token-url ="
            + " \"%s/token\", client-secret = s }%n".formatted(target.url()));
    for (int i = 0; i < probes; i++) {
      text.append(
          "why401.probes.p%d { url = \"%s/p%d\"%s }%n"
              .formatted(i, target.url(), i, i % 2 == 0 ? "" : ", credential = c"));
    }
    return text.toString();
  }

  AgentProcess get(int index) {
    return agents[index];
  }

  /// Waits until those with `indexes` are the members, and each probe has one of them.
  Duration balanced(int... indexes) {
    Instant since = Instant.now();
    await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> agree(indexes));
    return Duration.between(since, Instant.now());
  }

  private boolean agree(int... indexes) {
    double owned = 0;
    for (int index : indexes) {
      String page = agents[index].metrics();
      if (AgentProcess.value(page, "why401_cluster_members") != indexes.length) {
        return false;
      }
      owned += AgentProcess.sum(page, "why401_cluster_owned", "\"probe\"");
    }
    return owned == probes;
  }

  /// Whether a member says that it is cut off.
  boolean degraded(int index) {
    return AgentProcess.value(agents[index].metrics(), "why401_cluster_degraded") == 1;
  }

  /// Waits until each probe has run again.
  ///
  /// @return how long after `since` the last of them did
  Duration again(Instant since) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> target.missing(probes, since, Instant.now()).isEmpty());
    return target.longest(probes, since);
  }

  @Override
  public void close() {
    for (AgentProcess agent : agents) {
      if (agent != null) {
        agent.close();
      }
    }
  }
}
