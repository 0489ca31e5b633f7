/// A verdict in words.
@NullMarked
package why401.diagnosis.report;

import org.jspecify.annotations.NullMarked;
