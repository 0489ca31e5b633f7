/// Entry point only.
@NullMarked
package why401;

import org.jspecify.annotations.NullMarked;
