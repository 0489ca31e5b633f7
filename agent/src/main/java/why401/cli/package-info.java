/// The commands.
@NullMarked
package why401.cli;

import org.jspecify.annotations.NullMarked;
