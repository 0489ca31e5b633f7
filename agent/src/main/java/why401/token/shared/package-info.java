/// What agents of one cluster tell each other of tokens.
@NullMarked
package why401.token.shared;

import org.jspecify.annotations.NullMarked;
