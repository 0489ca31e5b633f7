package why401.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;

/// A probe on the API.
public record ProbeJson(
    String name,
    String url,
    @Nullable String credential,
    Map<String, String> labels,
    @Nullable Boolean success,
    int status,
    @Nullable String reason,
    @Nullable Instant lastRun,
    @Nullable Instant nextRun,
    @Nullable IncidentJson incident) {
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
          "cause");

  public static ProbeJson of(ProbeStatus probe) {
    return new ProbeJson(
        probe.name(),
        Redactor.url(probe.url()),
        probe.credential(),
        new TreeMap<>(probe.labels()),
        probe.success(),
        probe.status(),
        probe.reason(),
        probe.lastRun(),
        probe.nextRun(),
        probe.incident() == null ? null : IncidentJson.of(probe.incident()));
  }

  /// The same without its evidence, as values of [#COLUMNS]; instants are seconds since the epoch.
  public static List<@Nullable Object> row(ProbeStatus probe) {
    List<@Nullable Object> row = new ArrayList<>(COLUMNS.size());
    row.add(probe.name());
    row.add(Redactor.url(probe.url()));
    row.add(probe.credential());
    row.add(String.join(" ", new TreeMap<>(probe.labels()).values()));
    row.add(probe.success());
    row.add(probe.status());
    row.add(probe.reason());
    row.add(probe.lastRun() == null ? null : probe.lastRun().getEpochSecond());
    row.add(probe.nextRun() == null ? null : probe.nextRun().getEpochSecond());
    row.add(probe.incident() == null ? null : probe.incident().verdict().cause().label());
    return row;
  }
}
