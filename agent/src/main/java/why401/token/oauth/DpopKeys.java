package why401.token.oauth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.RequestSecrets;

/// The keys of proofs of possession by credential: as configured, or made once for the process.
final class DpopKeys {
  private final Map<String, DpopKey> keys = new ConcurrentHashMap<>();

  /// That of `credential`, or null if its tokens are not bound.
  @Nullable DpopKey of(Credential.OAuth credential, RequestSecrets secrets)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    OAuthClient.Dpop dpop = credential.client().dpop();
    if (dpop == null) {
      return null;
    }
    DpopKey known = keys.get(credential.name());
    Secret configured = dpop.key() == null ? null : secrets.read(dpop.key());
    boolean same = known != null && (configured == null || known.isThatOf(configured));
    DpopKey key = same ? known : configured == null ? DpopKey.generate() : DpopKey.read(configured);
    keys.put(credential.name(), key);
    return key;
  }
}
