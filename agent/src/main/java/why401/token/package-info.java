/// The types and interfaces everybody else sees: what to send now, how it stands, renew now.
@NullMarked
package why401.token;

import org.jspecify.annotations.NullMarked;
