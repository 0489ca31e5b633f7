/// Credentials as configured.
@NullMarked
package why401.credential;

import org.jspecify.annotations.NullMarked;
