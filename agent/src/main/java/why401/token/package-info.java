/// The interface of token management: what to send now, its state, renew now.
@NullMarked
package why401.token;

import org.jspecify.annotations.NullMarked;
