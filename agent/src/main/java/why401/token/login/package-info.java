/// A session by form login.
@NullMarked
package why401.token.login;

import org.jspecify.annotations.NullMarked;
