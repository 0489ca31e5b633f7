/// Quartz: named tasks fire at their time.
@NullMarked
package why401.schedule;

import org.jspecify.annotations.NullMarked;
