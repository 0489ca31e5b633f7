/// The shared HTTP foundation: OkHttp clients without hidden retries, TLS, proxies.
@NullMarked
package why401.transport;

import org.jspecify.annotations.NullMarked;
