/// When to renew, one attempt at a time, back-off; knows no HTTP.
@NullMarked
package why401.token.renewal;

import org.jspecify.annotations.NullMarked;
