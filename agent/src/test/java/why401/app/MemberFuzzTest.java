package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.run.DiagnosisRecords;

/// What another member says of its probes and incidents, in any bytes, is read and can be shown, or
/// is of another version.
class MemberFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyReport_isReadOrRefused(byte[] data) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(data);
    }
    MemberReport report;
    try {
      report = MemberReport.of(packed.toByteArray());
    } catch (IOException e) {
      // Documented: of another version.
      return;
    }
    assertThat(report.probes().stream().map(MemberReports::state)).doesNotContainNull();
    report.probes().forEach(probe -> Json.bytes(probe.of("m", null)));
    report.credentials().forEach(one -> Json.bytes(one.of("m", java.util.List.of())));
  }

  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyIncident_isReadOrSkipped(byte[] data) {
    SharedIncidents.read("p", data)
        .ifPresent(
            known -> {
              var _ = Json.bytes(IncidentJson.of(known.incident()));
              var _ = DiagnosisRecords.read(known.diagnosis(), known.incident().verdict());
            });
  }
}
