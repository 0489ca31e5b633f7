package why401.diagnosis.credential;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;

/// The client certificate of a probe, as its file holds it now.
///
/// @param fingerprint SHA-256, in base64url as in `x5t#S256` (RFC 8705, 3.1)
public record ClientCertificate(String fingerprint, Instant begins, Instant ends) {
  /// The fingerprint and life of `certificate`.
  ///
  /// @throws GeneralSecurityException if it cannot be encoded
  public static ClientCertificate of(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return new ClientCertificate(
        Base64.getUrlEncoder().withoutPadding().encodeToString(digest),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
