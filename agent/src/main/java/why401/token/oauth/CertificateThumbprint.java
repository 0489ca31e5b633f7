package why401.token.oauth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;
import why401.io.BoundedAccess;

/// The thumbprint by which a server finds the certificate of a key (RFC 7515, 4.1.7 and 4.1.8).
/// Both forms are sent: some know only the older one.
record CertificateThumbprint(Base64URL sha1, Base64URL sha256) {
  /// That of the first certificate in `file`; null without a file.
  static @Nullable CertificateThumbprint of(@Nullable Path file)
      throws SigningKey.UnusableKeyException {
    if (file == null) {
      return null;
    }
    try {
      byte[] pem = BoundedAccess.read(file, BoundedAccess.SMALL);
      byte[] encoded =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem))
              .getEncoded();
      return new CertificateThumbprint(digest("SHA-1", encoded), digest("SHA-256", encoded));
    } catch (IOException | GeneralSecurityException e) {
      throw new SigningKey.UnusableKeyException(
          "certificate: %s: not readable (expected: a certificate in PEM)".formatted(file));
    }
  }

  private static Base64URL digest(String algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return Base64URL.encode(MessageDigest.getInstance(algorithm).digest(encoded));
  }

  /// Puts it into a header.
  @SuppressWarnings("deprecation") // servers that know only SHA-1 are what it is for
  void write(JWSHeader.Builder header) {
    header.x509CertThumbprint(sha1).x509CertSHA256Thumbprint(sha256);
  }
}
