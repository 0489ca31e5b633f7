/// What a refusal says about itself: the passive reading of one HTTP answer (RFC 9110, RFC 6750,
/// RFC 6749, products).
@NullMarked
package why401.challenge;

import org.jspecify.annotations.NullMarked;
