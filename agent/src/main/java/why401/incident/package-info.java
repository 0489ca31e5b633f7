/// Opens, confirms, closes and remembers incidents.
@NullMarked
package why401.incident;

import org.jspecify.annotations.NullMarked;
