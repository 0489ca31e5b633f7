package why401.response;

import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;

/// What one response says.
///
/// @param refusal whether the response refuses authentication or authorization at all
/// @param reason why it refuses, in its own words; nothing if it does not refuse
/// @param challenges the parsed challenges, as offered
/// @param errorCode the `error` of RFC 6750 or RFC 6749, from challenge or body, or null
/// @param scopes the scopes named by the challenge or the body, without duplicates
/// @param product the product that responded, if a header names it, or null
/// @param retryConstraints what forbids or delays another attempt
public record Interpretation(
    boolean refusal,
    StatedReason reason,
    Challenges challenges,
    @Nullable String errorCode,
    List<String> scopes,
    @Nullable String product,
    RetryConstraints retryConstraints) {

  /// Copies the scopes.
  public Interpretation {
    scopes = List.copyOf(scopes);
  }
}
