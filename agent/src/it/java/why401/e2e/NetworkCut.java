package why401.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Network namespaces on this machine, each with two links: one to the others' for the cluster,
/// which can be cut, and one for everything else. Needs root and `ip`.
final class NetworkCut implements AutoCloseable {
  private static final String CLUSTER = "w4c";
  private static final String SERVICE = "w4s";

  private final int count;

  NetworkCut(int count) {
    this.count = count;
    close();
    bridge(CLUSTER, "10.174.1.254/24");
    bridge(SERVICE, "10.174.2.254/24");
    for (int i = 0; i < count; i++) {
      ip("netns", "add", space(i));
      ip("-n", space(i), "link", "set", "lo", "up");
      link(CLUSTER, i, cluster(i));
      link(SERVICE, i, service(i));
    }
  }

  private static void bridge(String name, String address) {
    ip("link", "add", name, "type", "bridge");
    ip("addr", "add", address, "dev", name);
    ip("link", "set", name, "up");
  }

  private static void link(String bridge, int index, String address) {
    String port = bridge + index;
    ip("link", "add", port, "type", "veth", "peer", "name", bridge, "netns", space(index));
    ip("link", "set", port, "master", bridge, "up");
    ip("-n", space(index), "addr", "add", address + "/24", "dev", bridge);
    ip("-n", space(index), "link", "set", bridge, "up");
  }

  private static String space(int index) {
    return "w4n" + index;
  }

  /// The address at which the other members reach it.
  static String cluster(int index) {
    return "10.174.1." + (index + 1);
  }

  /// The address at which everybody else does.
  static String service(int index) {
    return "10.174.2." + (index + 1);
  }

  /// The address of this process.
  static String outside() {
    return "10.174.2.254";
  }

  /// What runs a program in a namespace.
  static List<String> inside(int index) {
    return List.of("ip", "netns", "exec", space(index));
  }

  /// Cuts a namespace off from the others.
  void cut(int index) {
    ip("link", "set", CLUSTER + index, "down");
  }

  /// Undoes [#cut].
  void mend(int index) {
    ip("link", "set", CLUSTER + index, "up");
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + said + " (expected: done)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void undo(String... words) {
    try {
      ip(words);
    } catch (IllegalStateException e) {
      // It was not there.
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < count; i++) {
      undo("netns", "del", space(i));
    }
    undo("link", "del", CLUSTER);
    undo("link", "del", SERVICE);
  }
}
