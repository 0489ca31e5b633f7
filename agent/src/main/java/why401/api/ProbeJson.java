package why401.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;

/// The state of a probe, on the API and on the status page.
///
/// @param url as configured, without secrets
/// @param labels the probe's own labels, sorted
/// @param success whether the last run ended as expected, or null before the first
/// @param status HTTP status of the last run, 0 without a response
/// @param reason of the last failure or of withholding (metrics.md), null after a success
/// @param credential the first of `credentials`, or null
/// @param lastRun when the last run ended, or null before the first
/// @param nextRun when the next one is due, or null if none is scheduled
/// @param heldUntil when the target is asked again if nothing changes, or null if it is not asked
///   less often than configured
/// @param incident its open incident, or null
/// @param member of the cluster that runs it, if that is another one, or null
public record ProbeJson(
    String name,
    String url,
    @Nullable String credential,
    List<String> credentials,
    Map<String, String> labels,
    @Nullable Boolean success,
    int status,
    @Nullable String reason,
    @Nullable Instant lastRun,
    @Nullable Instant nextRun,
    @Nullable Instant heldUntil,
    @Nullable IncidentJson incident,
    @Nullable String member) {
  /// Names of the columns of [#row], in order.
  public static final List<String> COLUMNS =
      List.of(
          "name",
          "url",
          "credential",
          "labels",
          "success",
          "status",
          "reason",
          "lastRun",
          "nextRun",
          "cause",
          "heldUntil",
          "member");

  /// Of a probe of this agent.
  public ProbeJson(
      String name,
      String url,
      @Nullable String credential,
      List<String> credentials,
      Map<String, String> labels,
      @Nullable Boolean success,
      int status,
      @Nullable String reason,
      @Nullable Instant lastRun,
      @Nullable Instant nextRun,
      @Nullable Instant heldUntil,
      @Nullable IncidentJson incident) {
    this(
        name,
        url,
        credential,
        credentials,
        labels,
        success,
        status,
        reason,
        lastRun,
        nextRun,
        heldUntil,
        incident,
        null);
  }

  /// Of a probe with one credential at most.
  public ProbeJson(
      String name,
      String url,
      @Nullable String credential,
      Map<String, String> labels,
      @Nullable Boolean success,
      int status,
      @Nullable String reason,
      @Nullable Instant lastRun,
      @Nullable Instant nextRun,
      @Nullable Instant heldUntil,
      @Nullable IncidentJson incident) {
    this(
        name,
        url,
        credential,
        credential == null ? List.of() : List.of(credential),
        labels,
        success,
        status,
        reason,
        lastRun,
        nextRun,
        heldUntil,
        incident);
  }

  /// Redacts the URL and sorts the labels.
  public ProbeJson {
    credentials = List.copyOf(credentials);
    url = Redactor.url(url);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /// The same as another member has it, with its open incident.
  public ProbeJson of(@Nullable String newMember, @Nullable IncidentJson newIncident) {
    return new ProbeJson(
        name,
        url,
        credential,
        credentials,
        labels,
        success,
        status,
        reason,
        lastRun,
        nextRun,
        heldUntil,
        newIncident,
        newMember);
  }

  /// The same without its evidence, as values of [#COLUMNS]; instants are seconds since the epoch.
  public List<@Nullable Object> row() {
    List<@Nullable Object> row = new ArrayList<>(COLUMNS.size());
    row.add(name);
    row.add(url);
    row.add(credential);
    row.add(String.join(" ", labels.values()));
    row.add(success);
    row.add(status);
    row.add(reason);
    row.add(lastRun == null ? null : lastRun.getEpochSecond());
    row.add(nextRun == null ? null : nextRun.getEpochSecond());
    row.add(incident == null ? null : incident.cause());
    row.add(heldUntil == null ? null : heldUntil.getEpochSecond());
    row.add(member);
    return row;
  }
}
