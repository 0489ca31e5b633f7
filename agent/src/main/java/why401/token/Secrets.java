package why401.token;

import java.util.LinkedHashMap;
import java.util.Map;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.SecretUnavailableException;

/// The secrets that one attempt reads, each of them once; knows afterwards what must not be shown.
final class Secrets {
  private final Redaction redaction = new Redaction();
  private final Map<SecretSource, Secret> read = new LinkedHashMap<>();

  Secret read(SecretSource source) throws SecretUnavailableException {
    Secret secret = read.get(source);
    if (secret == null) {
      secret = source.read();
      if (secret.isEmpty()) {
        throw new SecretUnavailableException(source.describe() + ": empty (expected: a secret)");
      }
      read.put(source, secret);
      redaction.add(secret);
    }
    return secret;
  }

  Redaction redaction() {
    return redaction;
  }

  /// Equal as long as all the secrets are.
  String fingerprint() {
    StringBuilder all = new StringBuilder();
    read.values().forEach(secret -> all.append(secret.fingerprint()));
    return all.toString();
  }
}
