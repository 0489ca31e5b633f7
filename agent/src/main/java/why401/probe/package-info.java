/// What is probed, what was sent, how it ended. No OkHttp.
@NullMarked
package why401.probe;

import org.jspecify.annotations.NullMarked;
