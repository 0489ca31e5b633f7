/// The closed vocabulary: cause, fault domain, confidence.
@NullMarked
package why401.cause;

import org.jspecify.annotations.NullMarked;
