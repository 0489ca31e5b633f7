/// Answers a question of the diagnosis with one controlled request, within a budget.
@NullMarked
package why401.experiment;

import org.jspecify.annotations.NullMarked;
