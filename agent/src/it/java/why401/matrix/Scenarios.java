package why401.matrix;

import java.util.List;
import java.util.stream.Stream;

/// All scenarios, in the order in which they are played.
final class Scenarios {
  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.of(
            ApacheScenarios.all(),
            NginxScenarios.all(),
            KeycloakClientScenarios.all(),
            KeycloakUserScenarios.all(),
            TokenScenarios.all(),
            ResourceServerScenarios.all(),
            ReplicaScenarios.all(),
            FormScenarios.all(),
            IssuerScenarios.all(),
            CertificateScenarios.all(),
            ForwardProxyScenarios.all(),
            CacheScenarios.all(),
            GatewayScenarios.all(),
            FilterScenarios.all(),
            KeycloakClockScenarios.all(),
            ControlScenarios.all())
        .flatMap(List::stream)
        .toList();
  }
}
