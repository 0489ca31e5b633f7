/// The only place that names a metric.
@NullMarked
package why401.metrics;

import org.jspecify.annotations.NullMarked;
