package why401.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.Verdict;

/// The diagnosis of a refusal on its way to the member that runs the probe next: what was observed,
/// and when it is examined again. The verdict is with the incident.
public final class DiagnosisRecords {
  private DiagnosisRecords() {}

  /// What another member needs to go on.
  public static JsonNode write(DiagnosisCache cache) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("signature", DiagnosisCache.anywhere(cache.signature()));
    out.put("status", cache.status());
    out.put("diagnoses", cache.diagnoses());
    out.put("next", cache.nextDiagnosis().toString());
    out.put("examined", cache.examined().at().toString());
    out.put("kind", cache.found().subject().kind().name());
    out.put("situation", cache.found().subject().situation().name());
    cache
        .observations()
        .entries()
        .forEach(entry -> write(entry, out.withArray("/observations").addObject()));
    return out;
  }

  private static void write(Observations.Entry entry, ObjectNode out) {
    out.put("variable", entry.variable().name());
    out.put("value", entry.value());
    out.put("at", entry.at().toString());
    entry.details().forEach(out.withObject("/details")::put);
  }

  /// What [#write] made; empty if another version made it of which this one knows too little.
  public static Optional<DiagnosisCache> read(JsonNode in, Verdict verdict) {
    try {
      Subject subject =
          new Subject(
              CredentialKind.valueOf(in.path("kind").asText()),
              Situation.valueOf(in.path("situation").asText()));
      List<Observations.Entry> entries = new ArrayList<>();
      in.path("observations").forEach(one -> entry(one).ifPresent(entries::add));
      return Optional.of(
          new DiagnosisCache(
              in.path("signature").asText(),
              in.path("status").asInt(),
              new Diagnosis.Concluded(verdict, Observations.of(entries), subject),
              in.path("diagnoses").asInt(),
              Instant.parse(in.path("next").asText()),
              new DiagnosisCache.Examined(Instant.parse(in.path("examined").asText()), null)));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Observations.Entry> entry(JsonNode in) {
    try {
      Map<String, String> details = new HashMap<>();
      in.path("details")
          .properties()
          .forEach(one -> details.put(one.getKey(), one.getValue().asText()));
      return Optional.of(
          new Observations.Entry(
              Table.shipped().variable(in.path("variable").asText()),
              in.path("value").asText(),
              Instant.parse(in.path("at").asText()),
              details));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
