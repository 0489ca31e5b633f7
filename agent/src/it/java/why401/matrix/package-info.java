/// The matrix: refusals made for real by real servers, and what the agent said of each.
@NullMarked
package why401.matrix;

import org.jspecify.annotations.NullMarked;
