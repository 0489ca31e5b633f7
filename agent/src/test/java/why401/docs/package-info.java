/// The documents under `src/main/docs` are tested against the code, or generated from it.
@NullMarked
package why401.docs;

import org.jspecify.annotations.NullMarked;
