package why401.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the last attempt to load the configuration went.
///
/// @param loaded when the one in force was loaded
/// @param rejected when a newer one was rejected, or null if the last attempt succeeded
/// @param errors every error of that one, as `FILE:LINE: message`
/// @param alertmanagerUrl where alerts can be silenced, or null
public record ConfigurationStatus(
    Instant loaded,
    @Nullable Instant rejected,
    List<String> errors,
    @Nullable String alertmanagerUrl) {
  /// Copies.
  public ConfigurationStatus {
    errors = List.copyOf(errors);
  }
}
