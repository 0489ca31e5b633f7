/// The Helm chart as shipped: linted and rendered by Helm itself, and held to the Kubernetes API.
@NullMarked
package why401.chart;

import org.jspecify.annotations.NullMarked;
