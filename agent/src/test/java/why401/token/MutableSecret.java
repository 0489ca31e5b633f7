package why401.token;

import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.SecretUnavailableException;

/// A secret that somebody rotates.
final class MutableSecret implements SecretSource {
  private volatile String value;

  MutableSecret(String value) {
    this.value = value;
  }

  void set(String next) {
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
