package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether an identity provider answers, from real renewals and a light look each minute.
///
/// @param issuer value of the metric label
/// @param since when this state began
/// @param why what failed, or null while it is up
public record IssuerHealth(String issuer, boolean up, Instant since, @Nullable String why) {}
