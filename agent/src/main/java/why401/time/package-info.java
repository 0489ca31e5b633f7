/// Clock readings that survive steps and sleep; the sleeper.
@NullMarked
package why401.time;

import org.jspecify.annotations.NullMarked;
