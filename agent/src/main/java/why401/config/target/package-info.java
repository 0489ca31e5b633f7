/// Targets that another system knows, in the format of Prometheus, and the probes that come of
/// them.
@NullMarked
package why401.config.target;

import org.jspecify.annotations.NullMarked;
