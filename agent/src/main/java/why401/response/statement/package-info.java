/// What a response says, taken apart; and what is known of its request.
@NullMarked
package why401.response.statement;

import org.jspecify.annotations.NullMarked;
