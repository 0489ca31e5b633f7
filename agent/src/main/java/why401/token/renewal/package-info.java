/// When to renew, one attempt at a time, back-off; independent of HTTP.
@NullMarked
package why401.token.renewal;

import org.jspecify.annotations.NullMarked;
