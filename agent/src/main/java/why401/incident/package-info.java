/// Opens, confirms, closes, remembers.
@NullMarked
package why401.incident;

import org.jspecify.annotations.NullMarked;
