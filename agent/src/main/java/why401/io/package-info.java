/// File stamp, SHA-256, PEM, stable hash: four leaf helpers, each once.
@NullMarked
package why401.io;

import org.jspecify.annotations.NullMarked;
