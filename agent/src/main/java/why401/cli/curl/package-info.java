/// curl options to a probe.
@NullMarked
package why401.cli.curl;

import org.jspecify.annotations.NullMarked;
