package why401.token.source;

import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;

/// A secret that somebody rotates.
public final class MutableSecret implements SecretSource {
  private volatile String value;

  public MutableSecret(String value) {
    this.value = value;
  }

  public void set(String next) {
    value = next;
  }

  @Override
  public Secret read() throws SecretUnavailableException {
    return Secret.of(value);
  }

  @Override
  public String describe() {
    return "file /run/secrets/test";
  }
}
