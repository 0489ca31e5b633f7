/// Carries out experiments within a budget.
@NullMarked
package why401.experiment;

import org.jspecify.annotations.NullMarked;
