/// The catalogue of meters: the only place that names one.
@NullMarked
package why401.metrics;

import org.jspecify.annotations.NullMarked;
