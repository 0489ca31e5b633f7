/// One reader per section of the configuration.
@NullMarked
package why401.config.reader;

import org.jspecify.annotations.NullMarked;
