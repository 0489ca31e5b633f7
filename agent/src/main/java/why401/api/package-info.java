/// The JSON shapes shared by HTTP API, --json and log.
@NullMarked
package why401.api;

import org.jspecify.annotations.NullMarked;
