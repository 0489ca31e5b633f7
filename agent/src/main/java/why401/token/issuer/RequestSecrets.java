package why401.token.issuer;

import java.util.LinkedHashMap;
import java.util.Map;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Redactor;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;

/// The secrets that one attempt reads, each of them once; its redactor knows them all.
public final class RequestSecrets {
  private final Redactor redactor = new Redactor();
  private final Map<SecretSource, Secret> read = new LinkedHashMap<>();

  public Secret read(SecretSource source) throws SecretUnavailableException {
    Secret secret = read.get(source);
    if (secret == null) {
      secret = source.read();
      if (secret.isEmpty()) {
        throw new SecretUnavailableException(source.describe() + ": empty (expected: a secret)");
      }
      read.put(source, secret);
      redactor.add(secret);
    }
    return secret;
  }

  public Redactor redactor() {
    return redactor;
  }

  /// Equal as long as all the secrets are.
  String fingerprint(FingerprintKey key) {
    StringBuilder all = new StringBuilder();
    read.values().forEach(secret -> all.append(secret.fingerprint(key)));
    return all.toString();
  }
}
