package why401.response;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// What one answer says about itself.
///
/// @param refusal whether the answer refuses authentication or authorization at all; when false
///   there are no claims
/// @param claims the causes that the answer points at, strongest first, at most one per hint; empty
///   with `refusal` means that the answer alone decides nothing
/// @param facts what else the answer tells about itself
/// @param demands what the answer asks for
/// @param brakes what forbids or delays another attempt
/// @param reason why it refuses, by its own account; nothing if it does not
public record Interpretation(
    boolean refusal,
    List<Indication> claims,
    Facts facts,
    AuthenticationRequirements demands,
    Brakes brakes,
    StatedReason reason) {

  /// What the answer tells about itself.
  ///
  /// @param credentialSeen whether the answering side evaluated a credential
  /// @param errorCode the `error` of RFC 6750 or RFC 6749, from challenge or body, or null
  /// @param product the product or layer that answered, if recognised, or null
  /// @param loginPage the login page that came in place of the resource, or null
  /// @param alike whether a product is recognised that gives this answer to everybody: to a wrong
  ///   credential as to a missing one
  public record Facts(
      CredentialReceipt credentialSeen,
      @Nullable String errorCode,
      @Nullable String product,
      @Nullable LoginPageSighting loginPage,
      boolean alike) {}

  /// Copies the claims.
  public Interpretation {
    claims = List.copyOf(claims);
  }

  /// The strongest claim.
  public Optional<Indication> top() {
    return claims.stream().findFirst();
  }

  /// The cause that the answer names, if it names one.
  public Optional<Indication> named() {
    return top().filter(indication -> indication.strength() == Strength.NAMED);
  }

  /// A refusal that the answer alone does not explain.
  public boolean ambiguous() {
    return refusal && named().isEmpty();
  }
}
