/// A secret, where it comes from, what is visibly wrong with it, and the only place that decides
/// the redactor of texts that contained one.
@NullMarked
package why401.credential.secret;

import org.jspecify.annotations.NullMarked;
