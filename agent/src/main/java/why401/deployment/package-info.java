/// Where an agent runs, and which part of the probes is its own.
@NullMarked
package why401.deployment;

import org.jspecify.annotations.NullMarked;
