/// One attempt at one identity provider: transport, limits, clock offset, result, error classes.
@NullMarked
package why401.token.issuer;

import org.jspecify.annotations.NullMarked;
