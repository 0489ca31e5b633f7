/// Passive interpretation of one response.
@NullMarked
package why401.response;

import org.jspecify.annotations.NullMarked;
