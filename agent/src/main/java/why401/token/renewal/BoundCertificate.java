package why401.token.renewal;

/// The client certificate that a token is bound to (RFC 8705, 3): with another one it is refused.
final class BoundCertificate {
  private String bound = "";
  private boolean outdated;

  /// A token was obtained with the certificate of that fingerprint, empty for none.
  synchronized void to(String certificate) {
    bound = certificate;
    outdated = false;
  }

  /// Whether a token in hand may be bound at all.
  synchronized boolean exists() {
    return !bound.isEmpty();
  }

  /// Compares with the certificate that is there now, empty while it cannot be read; whether it has
  /// just been replaced.
  synchronized boolean replacedBy(String certificate) {
    boolean other = !certificate.isEmpty() && exists() && !certificate.equals(bound);
    boolean news = other && !outdated;
    outdated = other;
    return news;
  }

  /// Whether it was replaced since.
  synchronized boolean outdated() {
    return outdated;
  }
}
