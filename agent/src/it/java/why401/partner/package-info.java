/// Real servers for the integration tests: each fixture starts one, changes it on demand and ends
/// exactly what it started.
@NullMarked
package why401.partner;

import org.jspecify.annotations.NullMarked;
