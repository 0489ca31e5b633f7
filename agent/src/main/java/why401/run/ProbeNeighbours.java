package why401.run;

import java.util.Set;
import java.util.stream.Collectors;
import why401.credential.Credential;

/// The probes that may be repaired together with one: they share a credential, a host or an
/// identity provider with it.
final class ProbeNeighbours {
  private final ProbeState probeState;
  private final Set<String> credentials;
  private final Set<String> issuers;
  private final String host;

  ProbeNeighbours(ProbeState probeState) {
    this.probeState = probeState;
    this.credentials = Set.copyOf(probeState.probe().credentials());
    this.issuers =
        probeState.credentials().stream()
            .filter(Credential.Renewable.class::isInstance)
            .map(ProbeNeighbours::issuer)
            .collect(Collectors.toUnmodifiableSet());
    this.host = host(probeState);
  }

  boolean include(ProbeState other) {
    return other != probeState && (host.equals(host(other)) || sharesCredential(other));
  }

  private boolean sharesCredential(ProbeState other) {
    for (Credential credential : other.credentials()) {
      if (credentials.contains(credential.name()) || issuers.contains(issuer(credential))) {
        return true;
      }
    }
    return false;
  }

  private static String host(ProbeState probeState) {
    return probeState.probe().url().getRawAuthority();
  }

  private static String issuer(Credential credential) {
    return credential instanceof Credential.Renewable renewable ? renewable.issuerLabel() : "";
  }
}
