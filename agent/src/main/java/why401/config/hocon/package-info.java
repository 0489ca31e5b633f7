/// HOCON values with file, line and error messages; independent of the keys of why401.
@NullMarked
package why401.config.hocon;

import org.jspecify.annotations.NullMarked;
