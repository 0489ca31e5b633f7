/// Facts: what was seen of response, clocks, history, experiments.
@NullMarked
package why401.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
