/// HTTP routes, events, status page, runbooks.
@NullMarked
package why401.server;

import org.jspecify.annotations.NullMarked;
