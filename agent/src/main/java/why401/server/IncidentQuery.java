package why401.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which incidents are asked for; the newest come first.
///
/// @param open only open ones, only closed ones, or null for both
/// @param probe only those of this probe, or null
/// @param before only those that began before this instant, or null
/// @param limit at most so many
public record IncidentQuery(
    @Nullable Boolean open, @Nullable String probe, @Nullable Instant before, int limit) {}
