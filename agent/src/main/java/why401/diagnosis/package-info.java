/// Evidence in, verdict or next experiment out; which experiment is next and allowed. Pure.
@NullMarked
package why401.diagnosis;

import org.jspecify.annotations.NullMarked;
