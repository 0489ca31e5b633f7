/// The process that the agent is: its build, its memory, what it writes to standard output.
@NullMarked
package why401.process;

import org.jspecify.annotations.NullMarked;
