/// Several agents as one, on Infinispan: who owns what, and what all have to know.
@NullMarked
package why401.cluster;

import org.jspecify.annotations.NullMarked;
