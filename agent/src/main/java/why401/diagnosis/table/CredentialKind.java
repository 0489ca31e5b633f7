package why401.diagnosis.table;

import java.util.Locale;

/// What kind of credential the request carried, or was to carry; a prior depends on it.
public enum CredentialKind {
  /// A user name and a password, or a client id and its secret.
  PASSWORD,
  /// An API key.
  KEY,
  /// A bearer token that can be read.
  JWT,
  /// A bearer token that only its issuer can read.
  OPAQUE,
  /// The cookies of a session.
  SESSION,
  /// A TLS client certificate.
  CERTIFICATE,
  /// A signature over the request, or a URL that carries one.
  SIGNED,
  /// None.
  NONE,
  /// Nobody knows: a capture may have been rid of it.
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As the table writes it.
  public String label() {
    return label;
  }
}
