package why401.probe;

import com.burgstaller.okhttp.digest.Credentials;
import com.burgstaller.okhttp.digest.DigestAuthenticator;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.token.Proof;

/// The handshake of HTTP Digest for one probe (RFC 7616): remembers the server's nonce between
/// runs, so that most runs are one request. Asks `okhttp-digest` for every header.
final class DigestHandshake {
  private final String identity;
  private final DigestAuthenticator authenticator;

  DigestHandshake(Proof.Digest proof) {
    identity = identity(proof);
    authenticator =
        new DigestAuthenticator(new Credentials(proof.username(), proof.password().reveal()));
  }

  private static String identity(Proof.Digest proof) {
    return proof.username() + "\n" + proof.fingerprint();
  }

  boolean isFor(Proof.Digest proof) {
    return identity.equals(identity(proof));
  }

  /// `request` with the nonce that is remembered; as it is if there is none yet.
  Request begin(Request request) throws IOException {
    Request authorized = authenticator.authenticateWithState(null, request);
    return authorized == null ? request : authorized;
  }

  /// What to send after a refusal of `sent`: the request with the server's challenge answered; null
  /// if a fresh challenge was answered already, or if there is none of Digest.
  ///
  /// @param plain the request without authorization
  /// @param fresh whether `sent` answered a challenge of this very run
  @Nullable Request answer(Request plain, Response refusal, boolean fresh) throws IOException {
    boolean stale = false;
    boolean digest = false;
    for (String value : refusal.headers("WWW-Authenticate")) {
      String lower = value.toLowerCase(Locale.ROOT);
      digest = digest || lower.startsWith("digest ");
      stale = stale || lower.contains("stale=true") || lower.contains("stale=\"true\"");
    }
    if (!digest || (fresh && !stale)) {
      return null;
    }
    return authenticator.authenticate(null, refusal.newBuilder().request(plain).build());
  }
}
