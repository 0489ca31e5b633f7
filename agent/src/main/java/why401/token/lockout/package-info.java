/// How often a password may be tried.
@NullMarked
package why401.token.lockout;

import org.jspecify.annotations.NullMarked;
