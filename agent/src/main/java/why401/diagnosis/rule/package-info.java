/// Facts to hypotheses, of a refusal and of a failed renewal.
@NullMarked
package why401.diagnosis.rule;

import org.jspecify.annotations.NullMarked;
