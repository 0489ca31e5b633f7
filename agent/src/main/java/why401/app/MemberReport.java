package why401.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import why401.api.CredentialJson;
import why401.api.Json;
import why401.api.ProbeJson;

/// What a member tells the others of its share, compressed on the way.
///
/// @param at when
/// @param url of its status page, or null if that is not reachable from elsewhere
/// @param location where it probes from, or null
/// @param probes those that it runs, without their incidents, which are shared by themselves
/// @param credentials those that it renews
record MemberReport(
    Instant at,
    @Nullable String url,
    @Nullable String location,
    List<ProbeJson> probes,
    List<CredentialJson> credentials) {
  MemberReport {
    probes = List.copyOf(probes);
    credentials = List.copyOf(credentials);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Json.bytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @throws IOException if another version made it of which this one knows too little
  static MemberReport of(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return Json.read(in.readAllBytes(), MemberReport.class);
    }
  }
}
