/// A refresh token that a person's consent brings: device authorization (RFC 8628), authorization
/// code with PKCE on loopback (RFC 8252).
@NullMarked
package why401.token.authorization;

import org.jspecify.annotations.NullMarked;
