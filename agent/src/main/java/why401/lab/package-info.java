/// A small world that misbehaves on demand: identity provider and protected API.
@NullMarked
package why401.lab;

import org.jspecify.annotations.NullMarked;
