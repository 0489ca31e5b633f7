/// Obtains, holds and renews what a credential buys; never on the probe path.
@NullMarked
package why401.token;

import org.jspecify.annotations.NullMarked;
