/// The program: `Main`, the wiring in `Agent`, and the cycles that tell the story.
@NullMarked
package why401;

import org.jspecify.annotations.NullMarked;
