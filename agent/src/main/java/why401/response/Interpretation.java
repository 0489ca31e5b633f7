package why401.response;

import org.jspecify.annotations.Nullable;

/// What one answer says about itself.
///
/// @param refusal whether the answer refuses authentication or authorization at all
/// @param facts what else the answer tells about itself
/// @param demands what the answer asks for
/// @param brakes what forbids or delays another attempt
/// @param reason why it refuses, by its own account; nothing if it does not
public record Interpretation(
    boolean refusal,
    Facts facts,
    AuthenticationRequirements demands,
    RetryConstraints brakes,
    StatedReason reason) {

  /// What the answer tells about itself.
  ///
  /// @param errorCode the `error` of RFC 6750 or RFC 6749, from challenge or body, or null
  /// @param product the product that answered, if it shows itself, or null
  /// @param loginPage the login page that came in place of the resource, or null
  public record Facts(
      @Nullable String errorCode,
      @Nullable String product,
      @Nullable LoginPageSighting loginPage) {}
}
