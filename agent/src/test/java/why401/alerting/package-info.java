/// Holds the rules, the routing and the inhibition in `config/` to what the agent really exports.
@NullMarked
package why401.alerting;

import org.jspecify.annotations.NullMarked;
