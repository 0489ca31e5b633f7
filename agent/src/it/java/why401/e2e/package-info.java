/// The agent as a process from its bundle, against real servers.
@NullMarked
package why401.e2e;

import org.jspecify.annotations.NullMarked;
