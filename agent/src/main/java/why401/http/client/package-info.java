/// OkHttp without hidden retries: pools, TLS, forward proxy, deadlines.
@NullMarked
package why401.http.client;

import org.jspecify.annotations.NullMarked;
