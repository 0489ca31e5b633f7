/// An HTTP message without I/O: response, headers, challenges (RFC 9110), dates.
@NullMarked
package why401.http;

import org.jspecify.annotations.NullMarked;
