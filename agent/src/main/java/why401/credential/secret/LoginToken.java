package why401.credential.secret;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.io.StateFile;
import why401.io.Sha256;

/// The refresh token that `why401 login` leaves in the state directory: where a chain of refresh
/// tokens begins that has no first one in the configuration.
///
/// @param credential the name of its credential
public record LoginToken(String credential, Path file, FileSecret content) implements SecretSource {
  private static final int LONGEST_NAME = 150;

  /// That of `credential` in `stateDirectory`.
  public static LoginToken in(Path stateDirectory, String credential) {
    String name = URLEncoder.encode(credential, StandardCharsets.UTF_8);
    Path file =
        stateDirectory.resolve(
            (name.length() > LONGEST_NAME ? Sha256.of(name) : name) + ".login-token");
    return new LoginToken(credential, file, new FileSecret(file));
  }

  /// Whether there was no login yet.
  public boolean absent() {
    return !Files.exists(file);
  }

  /// The command that a person has to run.
  public String command() {
    return "why401 login " + credential;
  }

  /// Keeps `token`; a running agent finds it.
  public void store(Secret token) throws IOException {
    StateFile.replace(file, token.reveal() + "\n");
  }

  @Override
  public Secret read() throws SecretUnavailableException {
    return content.read();
  }

  @Override
  public Secret read(Duration patience) throws SecretUnavailableException {
    return content.read(patience);
  }

  @Override
  public @Nullable Instant changedAt() {
    return content.changedAt();
  }

  @Override
  public String describe() {
    return "refresh token: none yet";
  }
}
