/// Observers: turn what is known about a case into observations of the table's variables.
@NullMarked
package why401.diagnosis.observation;

import org.jspecify.annotations.NullMarked;
