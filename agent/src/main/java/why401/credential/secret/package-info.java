/// A secret, where it comes from, what is visibly wrong with it, and the only place that decides
/// what may be shown of a text that held one.
@NullMarked
package why401.credential.secret;

import org.jspecify.annotations.NullMarked;
