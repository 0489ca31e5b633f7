package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Members of a cluster are killed at random moments while they spend refresh tokens that are good
/// for one use, at a Keycloak that detects a second one; and five members have one wrong password.
/// Runs when it is named: `-Dit.test=ClusterKills`, with `-Dcluster.kills=100` as often.
class ClusterKills {
  private static final int KILLS = Integer.getInteger("cluster.kills", 20);
  private static final int LIFETIME = Integer.getInteger("cluster.lifetime", 6);
  private static final int MEMBERS = 3;
  private static final int CHAINS = 6;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder = Path.of(".");

  private final List<String> underWay = new ArrayList<>();
  private final List<Duration> takeovers = new ArrayList<>();

  @Test
  void noRefreshTokenIsBurnt_wheneverAMemberIsKilled() {
    long seed = Long.getLong("cluster.seed", 7);
    Random random = new Random(seed);
    List<Integer> ports = ports(MEMBERS);
    Instant begin = Instant.now();
    try (Rotation rotation = new Rotation(folder, LIFETIME, CHAINS, 0)) {
      AgentProcess[] agents = new AgentProcess[MEMBERS];
      try {
        each(MEMBERS, i -> agents[i] = start(rotation, ports, i));
        for (int kill = 0; kill < KILLS; kill++) {
          whole(rotation, agents);
          if (kill % 10 == 0) {
            System.out.printf(
                "%s: %d kills, %s%n",
                Instant.now(), kill, RefusedTokens.of(rotation.realm, underWay));
          }
          Rotation.pass(Duration.ofMillis(random.nextInt(LIFETIME * 1000)));
          int victim = random.nextInt(MEMBERS);
          kill(agents, victim, "127.0.0.1:" + ports.get(victim));
          agents[victim] = start(rotation, ports, victim);
        }
        whole(rotation, agents);
      } finally {
        Arrays.stream(agents).forEach(ClusterKills::close);
      }
      takeovers.sort(null);
      RefusedTokens refused = RefusedTokens.of(rotation.realm, underWay);
      System.out.println("under way " + underWay + ", refused " + refused);
      System.out.printf(
          "seed %d, %d kills of %d members in %s: %d refresh tokens spent, %d burnt, %d answers"
              + " lost with a killed member; taken over after %d ms (p50), %d ms (max)%n",
          seed,
          KILLS,
          MEMBERS,
          Duration.between(begin, Instant.now()),
          refused.spent(),
          refused.burnt().size(),
          refused.lost().size(),
          takeovers.get(takeovers.size() / 2).toMillis(),
          takeovers.getLast().toMillis());
      assertThat(refused.burnt()).isEmpty();
      assertThat(refused.spent()).isGreaterThan(KILLS * CHAINS);
    }
  }

  @Test
  void fiveMembersWithAWrongPassword_showItTwice() {
    List<Integer> ports = ports(5);
    AgentProcess[] agents = new AgentProcess[5];
    List<String> early = new ArrayList<>();
    try (CountingTarget target = new CountingTarget()) {
      try {
        each(5, i -> agents[i] = new AgentProcess(own(i), locked(target, ports, i)));
        Rotation.pass(Duration.ofMinutes(Integer.getInteger("cluster.minutes", 2)));
        System.out.printf("five members, one wrong password: %s refused%n", target.passwords);
        for (AgentProcess agent : agents) {
          agent
              .log()
              .lines()
              .filter(line -> line.contains("tried once"))
              .peek(System.out::println)
              .forEach(early::add);
          assertThat(agent.metrics()).contains("why401_credential_held_until_timestamp_seconds{");
        }
      } finally {
        Arrays.stream(agents).forEach(ClusterKills::close);
      }
      // A sign of a repair, such as a target that answers again, brings one attempt forward.
      assertThat(target.passwords.get()).isBetween(1, early.isEmpty() ? 2 : 3);
    }
  }

  private static String locked(CountingTarget target, List<Integer> ports, int number) {
    StringBuilder text = new StringBuilder(cluster(ports, number));
    text.append("why401.defaults { interval = 1s }\nwhy401.state-dir = \"")
        .append(own(number).resolve("state"))
        .append("\"\nwhy401.credentials.robot { type = basic, username = u, password = no }\n");
    for (int i = 0; i < 25; i++) {
      text.append(
          "why401.probes.p%d { url = \"%s/p%d\", credential = robot }%n"
              .formatted(i, target.url(), i));
    }
    return text.toString();
  }

  private void kill(AgentProcess[] agents, int victim, String member) {
    Instant killed = Instant.now();
    agents[victim].signal("KILL");
    assertThat(agents[victim].exit()).isEqualTo(137);
    underWay.addAll(
        RefusedTokens.underWay(own((victim + 1) % MEMBERS).resolve("state"), CHAINS, member));
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                IntStream.range(0, agents.length)
                        .filter(i -> i != victim)
                        .mapToDouble(i -> agents[i].sum("why401_cluster_owned", "\"credential\""))
                        .sum()
                    == CHAINS);
    takeovers.add(Duration.between(killed, Instant.now()));
  }

  /// All are there, and each can send every token; a chain that a kill ended is begun again, which
  /// a member sees when it looks at the file next.
  private static void whole(Rotation rotation, AgentProcess[] agents) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                Arrays.stream(agents)
                    .allMatch(
                        one ->
                            AgentProcess.value(one.metrics(), "why401_cluster_members")
                                == agents.length));
    for (AgentProcess agent : agents) {
      List<String> missing = rotation.awaitUsable(agent, Duration.ofSeconds(20));
      missing.forEach(name -> rotation.authorize(name.charAt(name.length() - 1) - '0'));
      assertThat(rotation.awaitUsable(agent, SOON)).as(() -> lastWords(agents)).isEmpty();
    }
  }

  private static String lastWords(AgentProcess[] agents) {
    StringBuilder text = new StringBuilder();
    for (AgentProcess agent : agents) {
      List<String> lines = agent.log().lines().filter(line -> line.contains("rotating")).toList();
      text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
      text.append("\n\n");
    }
    return text.toString();
  }

  private static AgentProcess start(Rotation rotation, List<Integer> ports, int number) {
    Path own = own(number);
    return new AgentProcess(
        own, cluster(ports, number) + rotation.configuration(own.resolve("state")));
  }

  private static Path own(int number) {
    try {
      return Files.createDirectories(folder.resolve("agent-" + number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The block of one member.
  static String cluster(List<Integer> ports, int number) {
    StringBuilder text = new StringBuilder("why401.cluster { members = [");
    ports.forEach(port -> text.append("\"127.0.0.1:").append(port).append("\","));
    return text.append("], bind { port = ").append(ports.get(number)).append(" } }\n").toString();
  }

  /// Ports of members, below those that the kernel gives to connections: each member has two.
  static List<Integer> ports(int count) {
    int first = 10_000 + 2 * new Random().nextInt(10_000);
    return IntStream.range(0, count).mapToObj(i -> first + 2 * i).toList();
  }

  private static void each(int count, java.util.function.IntConsumer action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<java.util.concurrent.Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        all.add(threads.submit(() -> action.accept(number)));
      }
      for (java.util.concurrent.Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(AgentProcess agent) {
    if (agent != null) {
      agent.close();
    }
  }
}
