package why401.dashboard;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// For each panel, what in the scene it shows.
///
/// @param because the fault or the fact
/// @param probe the probe chosen in the drill-down; empty in the overview
/// @param nonzero whether some value has to differ from zero
record Shows(String title, String because, String probe, boolean nonzero) {
  static final Map<String, Shows> OVERVIEW =
      byTitle(
          fault("Probes refused", "password, header and audience are refused"),
          fault("Probes watched", "nine are configured"),
          fault("Identity providers down", "that of dead is not there"),
          fault("Credentials without a token", "dead never got one"),
          fault("Runs withheld", "dead has nothing to send, password is protected"),
          fault("Probes failing otherwise", "nobody listens at gone"),
          fault("Refused, by cause", "three causes and more"),
          fault("Refused probes", "password, header and audience are refused"),
          fault("Life left of the first token, by issuer", "tokens of good live 20 s"),
          fault("Tokens, by life left", "tokens of good live 20 s, renewals of dead fail"),
          fault("Identity providers", "Keycloak is up, that of dead is not there"),
          fault("Secrets that only a person can replace", "the key of partner has an end"),
          fault("Certificates of the targets", "tls presents one"),
          fault("Refused share of the runs, by cause", "runs of header are refused"),
          fault("Error budget burn", "runs of header are refused"),
          fault("Failures, by reason", "header is refused, gone cannot be connected"),
          fault("Duration of the requests", "requests are sent"),
          fault("Slowest hundredth, by phase", "requests are sent"),
          fault("Renewals, by issuer", "tokens of good live 20 s"),
          fault("Failed renewals, by reason", "the issuer of dead is not there"),
          fault("Duration of renewals", "tokens of good live 20 s"),
          fault("Life left when a probe left", "good sends tokens"),
          calm("Probes that left with a dead token", "good never sends one"),
          calm("Clock skew, the ten largest", "Apache tells its time, which is ours"),
          fault("Extra requests of diagnosis, by experiment", "header is examined"),
          fault("Duration of diagnoses", "header is examined"),
          fault("Runs withheld, by reason", "dead has nothing to send"),
          fault("Agents", "the agent is up"),
          fault("Configuration", "the configuration is good"),
          calm("Faults of the agent, by part", "there are none"),
          fault("Start minus due, slowest hundredth", "runs are scheduled"),
          calm("Missed runs", "none is missed"),
          fault("Duration of scrapes", "Prometheus scrapes"),
          fault("Heap", "the agent runs"),
          fault("Pauses of the garbage collector", "a small heap is collected often"),
          fault("Processor", "the agent runs"),
          calm("Cut off from the majority", "of one agent, one is the majority"),
          fault("Members, as each agent sees them", "the agent is a cluster by itself"),
          calm("Changes of the shares", "no member comes or goes"),
          fault("Probes, by the agent that runs them", "the one member has all"),
          fault("Credentials, by the agent that renews them", "the one member has all"),
          calm("Probes that no agent runs", "the agent runs them"));

  static final Map<String, Shows> DRILLDOWN =
      byTitle(
          calm("Last run", "header is refused").at("header"),
          fault("Status", "header is refused").at("header"),
          fault("Age of the last run", "header runs").at("header"),
          fault("Interval", "header runs").at("header"),
          calm("Clock skew", "Apache tells its time").at("header"),
          fault("Certificate ends in", "tls presents one").at("tls"),
          fault("Open incident", "header is refused").at("header"),
          fault("Incidents", "header is refused").at("header"),
          fault("Status over time", "header is refused").at("header"),
          calm("Run by", "header is refused").at("header"),
          fault("Refusals, by cause", "header is refused").at("header"),
          fault("Failures, by reason", "header is refused").at("header"),
          fault("Withheld, by reason", "dead has nothing to send").at("dead"),
          fault("Duration", "header runs").at("header"),
          calm("Clock skew over time", "Apache tells its time").at("header"),
          fault("Life left of its token", "the audience was removed").at("audience"),
          fault("Failed renewals of its token, by reason", "no issuer").at("dead"));

  private static Shows fault(String title, String because) {
    return new Shows(title, because, "", true);
  }

  private static Shows calm(String title, String because) {
    return new Shows(title, because, "", false);
  }

  private Shows at(String chosenProbe) {
    return new Shows(title, because, chosenProbe, nonzero);
  }

  private static Map<String, Shows> byTitle(Shows... all) {
    return Stream.of(all).collect(Collectors.toUnmodifiableMap(Shows::title, shows -> shows));
  }
}
