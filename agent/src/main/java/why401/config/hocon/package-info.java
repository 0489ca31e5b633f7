/// HOCON values with file, line and error messages; knows no why401 key.
@NullMarked
package why401.config.hocon;

import org.jspecify.annotations.NullMarked;
