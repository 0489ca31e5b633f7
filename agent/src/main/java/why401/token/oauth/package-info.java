/// Requests to an authorization server and their responses (RFC 6749, 7523, 7662, 8414, 8693,
/// 8705); rotating refresh tokens, the intent on disk before use.
@NullMarked
package why401.token.oauth;

import org.jspecify.annotations.NullMarked;
