/// The soak: many credentials, every fault of RENEWAL.md 7.1, judged by the identity provider's own
/// log.
@NullMarked
package why401.soak;

import org.jspecify.annotations.NullMarked;
