/// The agent's own HTTP endpoints: metrics, health, API, status page.
@NullMarked
package why401.server;

import org.jspecify.annotations.NullMarked;
