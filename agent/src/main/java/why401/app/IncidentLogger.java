package why401.app;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.server.StatusEvents;

/// Reports incidents to the log and to open status pages.
final class IncidentLogger implements IncidentListener {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentLogger.class);

  private static final String BETWEEN = " | ";

  private final StatusEvents changes;

  IncidentLogger(StatusEvents changes) {
    this.changes = changes;
  }

  @Override
  public void opened(Incident incident) {
    log("incident opened", incident, "");
  }

  @Override
  public void changed(Incident before, Incident after) {
    log("incident changed", after, revision(before.verdict(), after.verdict()));
  }

  @Override
  public void closed(Incident incident) {
    log("incident closed", incident, end(incident));
  }

  /// The previous verdict, and the observation that changed it.
  private static String revision(Verdict before, Verdict after) {
    String tippedBy = after.odds().tippedBy();
    return before.cause() == after.cause() && before.confidence() == after.confidence()
        ? ""
        : " Revised from %s (%s)%s"
            .formatted(
                before.cause().label(),
                before.confidence().label(),
                tippedBy == null ? "." : ": " + tippedBy);
  }

  private static String end(Incident incident) {
    Incident.End end = incident.end();
    return end == null
        ? ""
        : " Ended by %s; cause as known at the end: %s."
            .formatted(end.by() == null ? "unknown" : end.by(), end.cause().label());
  }

  private void log(String what, Incident incident, String more) {
    Verdict verdict = incident.verdict();
    LOG.atWarn()
        .addKeyValue("incident", new Logged(Json.line(IncidentJson.of(incident))))
        .log(
            "{}: probe={} cause={} confidence={} fault_domain={}{}: {}{}{}{}",
            what,
            incident.probe(),
            verdict.cause().label(),
            verdict.confidence().label(),
            verdict.faultDomain().label(),
            verdict.percent().isEmpty() ? "" : " probability=" + verdict.odds().probability(),
            verdict.summary(),
            verdict.orElse().isEmpty() ? "" : " (" + verdict.orElse() + ")",
            more,
            reasons(verdict));
    changes.incident(incident);
  }

  /// An incident in the JSON of the API, regardless of how the encoder writes times.
  private record Logged(@JsonRawValue @JsonValue String json) {}

  /// Evidence, experiments, changes and remedy.
  private static String reasons(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    verdict.evidence().forEach(one -> lines.add(one.from().label() + ": " + one.finding()));
    verdict.experiments().forEach(one -> lines.add(one.name() + ": " + one.finding()));
    verdict
        .changed()
        .forEach(one -> lines.add(one.what() + ": " + one.before() + " -> " + one.after()));
    lines.add("do first: " + verdict.remedy());
    lines.add("runbook: " + verdict.runbook());
    return lines.stream()
        .map(line -> line.replaceAll("\\R", " "))
        .collect(Collectors.joining(BETWEEN, BETWEEN, ""));
  }
}
