/// The implementation of TokenSource, put together.
@NullMarked
package why401.token.source;

import org.jspecify.annotations.NullMarked;
