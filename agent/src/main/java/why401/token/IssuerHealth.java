package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether an identity provider responds, from renewals and a health check every minute.
///
/// @param issuer value of the metric label
/// @param since when this state began
/// @param why what failed, or null while it is up
public record IssuerHealth(String issuer, boolean up, Instant since, @Nullable String why) {}
