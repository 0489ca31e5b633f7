/// Knows error codes that a standard registers or a vendor documents, and what each of them means.
@NullMarked
package why401.response.code;

import org.jspecify.annotations.NullMarked;
