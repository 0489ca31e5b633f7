/// What is probed: one request, once, and its outcome.
@NullMarked
package why401.probe;

import org.jspecify.annotations.NullMarked;
