package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether an identity provider responds, from renewals and a health check every minute.
///
/// @param issuer value of the metric label
/// @param since when this state began
/// @param why what failed, or null while it is up
/// @param failing whether it is up and yet several of the last attempts failed
public record IssuerHealth(
    String issuer, boolean up, Instant since, @Nullable String why, boolean failing) {
  /// One that answers every request, or none.
  public IssuerHealth(String issuer, boolean up, Instant since, @Nullable String why) {
    this(issuer, up, since, why, false);
  }
}
