package why401.credential.secret;

/// A secret in the configuration itself.
public record LiteralSecret(Secret secret) implements SecretSource {
  @Override
  public Secret read() {
    return secret;
  }

  @Override
  public String describe() {
    return "configuration";
  }
}
