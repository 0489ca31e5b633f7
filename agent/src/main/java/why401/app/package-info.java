/// The running agent: wiring, the run of one probe, reload, start and stop.
@NullMarked
package why401.app;

import org.jspecify.annotations.NullMarked;
