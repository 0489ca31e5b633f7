/// Evidence in, verdict or question out; pure: no clock, no I/O.
@NullMarked
package why401.diagnosis;

import org.jspecify.annotations.NullMarked;
