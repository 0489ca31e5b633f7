/// Kerberos tickets by the JDK's GSS-API: from keytab or ticket cache (RFC 4120), sent by SPNEGO
/// (RFC 4559).
@NullMarked
package why401.token.kerberos;

import org.jspecify.annotations.NullMarked;
