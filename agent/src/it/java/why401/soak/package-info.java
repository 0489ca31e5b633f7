/// The soak: many credentials, every fault of renewal.md, 11, judged by the identity provider's own
/// log.
@NullMarked
package why401.soak;

import org.jspecify.annotations.NullMarked;
