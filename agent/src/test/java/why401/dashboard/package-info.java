/// The shipped dashboards in `grafana/`, held to the metric catalogue and to Grafana's conventions.
@NullMarked
package why401.dashboard;

import org.jspecify.annotations.NullMarked;
