/// Sends one probe on OkHttp and classifies the outcome.
@NullMarked
package why401.probe.okhttp;

import org.jspecify.annotations.NullMarked;
