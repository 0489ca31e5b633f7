/// The running agent: wiring, reload, start and stop.
@NullMarked
package why401.app;

import org.jspecify.annotations.NullMarked;
