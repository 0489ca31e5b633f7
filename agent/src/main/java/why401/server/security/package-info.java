/// TLS, Basic authentication and headers by web-config file.
@NullMarked
package why401.server.security;

import org.jspecify.annotations.NullMarked;
