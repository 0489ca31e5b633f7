/// The targets that a Kubernetes cluster knows.
@NullMarked
package why401.probe.kubernetes;

import org.jspecify.annotations.NullMarked;
