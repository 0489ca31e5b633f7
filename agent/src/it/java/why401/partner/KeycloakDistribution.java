package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The unpacked Keycloak that Maven left, built once for our options so that each start is short.
///
/// @param home the folder with `bin/kc.sh`
record KeycloakDistribution(Path home) {

  private static final String HEAP =
      "-Xms64m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError";

  static KeycloakDistribution prepared() {
    String property = System.getProperty("why401.keycloak");
    if (property == null || !Files.isRegularFile(Path.of(property, "bin/kc.sh"))) {
      throw new IllegalStateException(
          "why401.keycloak: "
              + property
              + " (expected: the unpacked distribution; mvn pre-integration-test leaves it in"
              + " target/keycloak)");
    }
    var distribution = new KeycloakDistribution(Path.of(property));
    distribution.buildOnce();
    return distribution;
  }

  /// The same with a folder of its own, `folder`, for what Keycloak writes beside itself, such as
  /// the certificates that it trusts: two that run at once would overwrite each other's.
  KeycloakDistribution in(Path folder) {
    try {
      Files.createDirectories(folder.resolve("bin"));
      // A copy, since the script looks for the rest beside what it is a link to.
      Files.copy(home.resolve("bin/kc.sh"), folder.resolve("bin/kc.sh"));
      for (String part : List.of("lib", "conf", "providers", "themes")) {
        Files.createSymbolicLink(folder.resolve(part), home.resolve(part));
      }
      return new KeycloakDistribution(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of("bash", home.resolve("bin/kc.sh").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  static Map<String, String> environment() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", HEAP);
  }

  private void buildOnce() {
    Path done = home.resolve("why401-built-2");
    try (var lock =
        FileChannel.open(
            home.resolve("why401-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(done)) {
        build();
        Files.createFile(done);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build() {
    List<String> command = new ArrayList<>(List.of("env"));
    environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(
        command(
            "build",
            "--db=dev-file",
            "--https-client-auth=request",
            "--features=jwt-authorization-grant"));
    Command.run(command, "").orFail();
  }
}
