/// Proof of who we are: credentials as configured, secrets and where they come from.
@NullMarked
package why401.credential;

import org.jspecify.annotations.NullMarked;
