/// Requests signed for Amazon Web Services and what speaks like them (Signature Version 4), with
/// keys as configured or for the token of a workload.
@NullMarked
package why401.token.aws;

import org.jspecify.annotations.NullMarked;
