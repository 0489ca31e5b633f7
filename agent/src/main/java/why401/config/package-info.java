/// HOCON to the records that the other packages own; all errors at once.
@NullMarked
package why401.config;

import org.jspecify.annotations.NullMarked;
