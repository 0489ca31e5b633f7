package why401.credential.secret;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import why401.io.BoundedAccess;

/// A secret file that is not text, such as a keytab; read as Base64, to tell one from another.
///
/// @param kind what it is, for a person
public record BinarySecret(String kind, Path file) implements SecretSource {
  @Override
  public Secret read() throws SecretUnavailableException {
    try {
      byte[] bytes = BoundedAccess.read(file, BoundedAccess.SMALL);
      return Secret.of(Base64.getEncoder().encodeToString(bytes));
    } catch (NoSuchFileException e) {
      throw new SecretUnavailableException(describe() + ": missing (expected: a " + kind + ")");
    } catch (IOException e) {
      throw new SecretUnavailableException(describe() + ": unreadable (expected: a " + kind + ")");
    }
  }

  @Override
  public String describe() {
    return kind + " " + file;
  }
}
