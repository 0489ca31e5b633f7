/// HTTP message signatures (RFC 9421) with a shared key.
@NullMarked
package why401.token.signature;

import org.jspecify.annotations.NullMarked;
