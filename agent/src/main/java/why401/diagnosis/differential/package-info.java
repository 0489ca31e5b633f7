/// Differential diagnosis: holds every mechanism of the table against what was observed.
@NullMarked
package why401.diagnosis.differential;

import org.jspecify.annotations.NullMarked;
