/// The ways in which a refusal comes about and what each predicts, as data.
@NullMarked
package why401.diagnosis.table;

import org.jspecify.annotations.NullMarked;
