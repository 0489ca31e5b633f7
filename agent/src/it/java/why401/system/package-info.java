/// The agent as a service and as an image: what surrounds the process.
@NullMarked
package why401.system;

import org.jspecify.annotations.NullMarked;
