/// Loads and watches a configuration; all errors at once.
@NullMarked
package why401.config;

import org.jspecify.annotations.NullMarked;
