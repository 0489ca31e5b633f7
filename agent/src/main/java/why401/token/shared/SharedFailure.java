package why401.token.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.token.RenewalFailure;
import why401.token.issuer.TokenResult;

/// Why a member obtained no token, for the others to say.
///
/// @param mark of the credential as it was configured then
/// @param failure without what came back
/// @param retryAfter what the server asks for, or null
public record SharedFailure(
    String credential,
    String mark,
    RenewalFailure failure,
    TokenResult.Kind kind,
    @Nullable Duration retryAfter) {}
