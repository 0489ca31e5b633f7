package why401.credential;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// TLS options of a connection.
///
/// @param ca PEM file of the authorities to trust instead of the platform's
/// @param cert PEM file of the client certificate and its chain
/// @param key PEM file of its private key (PKCS #8)
/// @param serverName name for SNI and for checking the certificate, instead of the URL's host
/// @param insecure whether any certificate is accepted
public record TlsOptions(
    @Nullable Path ca,
    @Nullable Path cert,
    @Nullable Path key,
    @Nullable String serverName,
    boolean insecure) {
  /// Platform trust, no client certificate.
  public static final TlsOptions DEFAULT = new TlsOptions(null, null, null, null, false);
}
