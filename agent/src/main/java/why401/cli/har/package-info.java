/// Captures in the HTTP Archive format, read with bounds.
@NullMarked
package why401.cli.har;

import org.jspecify.annotations.NullMarked;
