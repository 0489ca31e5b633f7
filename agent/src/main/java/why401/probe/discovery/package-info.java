/// Asks servers for the targets that they know.
@NullMarked
package why401.probe.discovery;

import org.jspecify.annotations.NullMarked;
