package why401.config;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import why401.config.hocon.Section;
import why401.credential.Credential;
import why401.deployment.Deployment;
import why401.deployment.Shard;
import why401.probe.Probe;

/// Refuses a refresh token that several agents would use without knowing of each other: the
/// provider may take its rotation by two of them for a theft. The members of a cluster know of each
/// other, but a token that is bound to the key of a process is of no use to the others.
///
/// @param root of the configuration
/// @param open names of credentials that discovered targets may have
record SharedChainCheck(Section root, Set<String> open) {
  void check(Configuration configuration) {
    for (Credential credential : configuration.credentials().values()) {
      if (credential instanceof Credential.RefreshToken chain) {
        check(chain, configuration);
      }
    }
  }

  private void check(Credential.RefreshToken credential, Configuration configuration) {
    Deployment deployment = configuration.deployment();
    String chain = credential.name();
    String what = "the refresh token \"" + chain + "\" would be used by ";
    if (deployment.cluster() != null) {
      if (credential.client().dpop() != null) {
        root.error("cluster", what + "each member, whose keys differ", "no dpop with it");
      }
    } else if (deployment.shard() != null && deployment.shard().of() > 1) {
      String users = users(configuration, chain, deployment.shard().of());
      if (open.contains(chain)) {
        root.error("shard", what + "whatever is discovered", "its probes in one shard");
      } else if (users.contains(",")) {
        root.error("shard", what + "shards " + users, "its probes in one shard");
      }
    }
  }

  private static String users(Configuration configuration, String credential, int of) {
    Set<Integer> shards =
        configuration.probes().stream()
            .filter(probe -> probe.credentials().contains(credential))
            .map(Probe::name)
            .map(name -> Shard.of(name, of))
            .collect(Collectors.toCollection(TreeSet::new));
    return shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
