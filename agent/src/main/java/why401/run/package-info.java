/// One run of a probe: the request, the diagnosis of a refusal, what a verdict says of the token.
@NullMarked
package why401.run;

import org.jspecify.annotations.NullMarked;
