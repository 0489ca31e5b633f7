package why401.response;

import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;

/// What the answer asks for.
///
/// @param challenges the parsed challenges, as offered
/// @param scopes the scopes named by the challenge or the body, without duplicates
/// @param resourceMetadata the address of the protected resource's metadata (RFC 9728), or null
/// @param staleDigest a Digest challenge says `stale=true`: only the nonce is too old, the password
///   is not at fault (RFC 7616)
public record AuthenticationRequirements(
    Challenges challenges,
    List<String> scopes,
    @Nullable String resourceMetadata,
    boolean staleDigest) {

  /// Copies the scopes.
  public AuthenticationRequirements {
    scopes = List.copyOf(scopes);
  }

  /// The lower-case names of the offered schemes, without duplicates, in order.
  public List<String> schemes() {
    return challenges.schemes();
  }
}
