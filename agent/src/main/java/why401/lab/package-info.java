/// A small world that misbehaves on demand.
@NullMarked
package why401.lab;

import org.jspecify.annotations.NullMarked;
