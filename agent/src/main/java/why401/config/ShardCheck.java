package why401.config;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import why401.config.hocon.Section;
import why401.credential.Credential;
import why401.deployment.Shard;
import why401.probe.Probe;

/// Refuses a refresh token that several shards would use: they share nothing, and the provider may
/// take its rotation by two agents for a theft.
///
/// @param root of the configuration
/// @param open names of credentials that discovered targets may have
record ShardCheck(Section root, Set<String> open) {
  void check(Configuration configuration) {
    Shard shard = configuration.deployment().shard();
    if (shard == null || shard.of() == 1) {
      return;
    }
    for (Credential credential : configuration.credentials().values()) {
      Set<Integer> users = users(configuration, credential.name(), shard.of());
      if (credential instanceof Credential.RefreshToken
          && (users.size() > 1 || open.contains(credential.name()))) {
        root.error(
            "shard",
            "the refresh token \"%s\" would be used by %s"
                .formatted(
                    credential.name(),
                    open.contains(credential.name())
                        ? "the shards of whatever is discovered"
                        : "shards "
                            + users.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "))),
            "its probes in one shard");
      }
    }
  }

  private static Set<Integer> users(Configuration configuration, String credential, int of) {
    return configuration.probes().stream()
        .filter(probe -> probe.credentials().contains(credential))
        .map(Probe::name)
        .map(name -> Shard.of(name, of))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
