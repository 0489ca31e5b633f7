/// What an HTTP message says, without I/O: response, headers, challenges (RFC 9110), dates,
/// cookies.
@NullMarked
package why401.http;

import org.jspecify.annotations.NullMarked;
