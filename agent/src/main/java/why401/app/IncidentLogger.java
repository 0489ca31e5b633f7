package why401.app;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.server.StatusEvents;

/// Reports incidents to the log and to open status pages.
final class IncidentLogger implements IncidentListener {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentLogger.class);

  private static final String BETWEEN = " | ";
  private static final Pattern BREAK = Pattern.compile("\\R");

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
        .addKeyValue("incident", new Logged(incident))
        .log(
            "{}: probe={} cause={} confidence={} fault_domain={}{}: {}{}{}{}",
            what,
            incident.probe(),
            verdict.cause().label(),
            verdict.confidence().label(),
            verdict.faultDomain().label(),
            verdict.percent().isEmpty() ? "" : " probability=" + verdict.odds().probability(),
            oneLine(verdict.summary()),
            verdict.orElse().isEmpty() ? "" : " (" + verdict.orElse() + ")",
            oneLine(more),
            reasons(incident));
    changes.incident(incident);
  }

  /// An incident in the JSON of the API, regardless of how the encoder writes times. It is written
  /// only where the format has it.
  private record Logged(Incident incident) {
    @JsonRawValue
    @JsonValue
    String json() {
      return Json.line(IncidentJson.of(incident));
    }
  }

  /// Evidence, experiments, changes and remedy; then what identifies the incident.
  private static String reasons(Incident incident) {
    Verdict verdict = incident.verdict();
    List<String> lines = new ArrayList<>();
    verdict.evidence().forEach(one -> lines.add(one.from().label() + ": " + one.finding()));
    verdict
        .experiments()
        .forEach(
            one -> lines.add("%s (%d): %s".formatted(one.name(), one.status(), one.finding())));
    verdict.changed().forEach(one -> lines.add(change(one)));
    verdict
        .odds()
        .alternatives()
        .forEach(
            one ->
                lines.add(
                    "or %s (%s, %s): %s"
                        .formatted(
                            one.cause().label(),
                            one.mechanism(),
                            one.probability(),
                            one.because())));
    lines.add("do first: " + verdict.remedy());
    lines.add("runbook: " + verdict.runbook());
    lines.add(identity(incident));
    return lines.stream()
        .map(IncidentLogger::oneLine)
        .collect(Collectors.joining(BETWEEN, BETWEEN, ""));
  }

  private static String change(Change change) {
    return "%s: %s -> %s%s"
        .formatted(
            change.what(),
            change.before(),
            change.after(),
            change.at() == null ? "" : " at " + Formats.time(change.at()));
  }

  private static String identity(Incident incident) {
    Incident.FirstVerdict opening = incident.opening();
    StringBuilder text = new StringBuilder("id=" + incident.id());
    if (incident.credential() != null) {
      text.append(" credential=").append(incident.credential());
    }
    text.append(" status=").append(incident.status());
    text.append(" severity=").append(incident.severity());
    incident
        .labels()
        .forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    text.append(" since=").append(Formats.time(incident.since()));
    if (incident.until() != null) {
      text.append(" until=").append(Formats.time(incident.until()));
    }
    text.append(" refusals=").append(incident.refusals());
    if (incident.verdict().odds().mechanism() != null) {
      text.append(" mechanism=").append(incident.verdict().odds().mechanism());
    }
    text.append(" opened_as=").append(opening.cause().label());
    text.append(',').append(opening.confidence().label());
    text.append(',').append(opening.probability());
    return text.append(',').append(opening.mechanism()).toString();
  }

  private static String oneLine(String text) {
    return BREAK.matcher(text).replaceAll(" ");
  }
}
