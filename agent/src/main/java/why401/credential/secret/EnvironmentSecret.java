package why401.credential.secret;

import org.jspecify.annotations.Nullable;

/// A secret from an environment variable. The environment of a process does not change, so its
/// value is taken once.
///
/// @param value null if the variable is unset
public record EnvironmentSecret(String variable, @Nullable Secret value) implements SecretSource {
  @Override
  public Secret read() throws SecretUnavailableException {
    if (value == null) {
      throw new SecretUnavailableException(
          "environment variable %s: unset (expected: the secret)".formatted(variable));
    }
    return value;
  }

  @Override
  public String describe() {
    return "environment variable " + variable;
  }
}
