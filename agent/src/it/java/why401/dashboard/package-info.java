/// Builds the dashboards in `grafana/` from a short description, and holds them to the catalogue.
@NullMarked
package why401.dashboard;

import org.jspecify.annotations.NullMarked;
