package why401.http.client;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/// Remembers in the session that the server asked for a client certificate (RFC 8446, 4.3.2); the
/// JDK says only which certificate was sent.
public final class CertificateRequestRecorder extends X509ExtendedKeyManager {
  private static final String KEY = "why401.certificate-requested";

  private final X509KeyManager keys;

  CertificateRequestRecorder(X509KeyManager keys) {
    this.keys = keys;
  }

  /// Whether the server asked for a client certificate in the handshake of `session`.
  public static boolean wasAsked(SSLSession session) {
    return session.getValue(KEY) != null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    if (socket instanceof SSLSocket tls && tls.getHandshakeSession() != null) {
      tls.getHandshakeSession().putValue(KEY, true);
    }
    return keys.chooseClientAlias(types, issuers, socket);
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return keys.getClientAliases(type, issuers);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return keys.getServerAliases(type, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return keys.chooseServerAlias(type, issuers, socket);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
