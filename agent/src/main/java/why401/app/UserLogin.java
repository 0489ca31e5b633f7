package why401.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.credential.secret.LoginToken;
import why401.io.StateFile;
import why401.token.authorization.AuthorizationFlow;
import why401.token.authorization.AuthorizationPrompt;
import why401.token.authorization.AuthorizationResult;
import why401.token.authorization.UserAuthorization;

/// Lets a person sign in for a `refresh-token` credential, and stores the refresh token where the
/// agent looks for it, whether or not it runs.
public final class UserLogin {
  private final Configuration configuration;
  private final InstantSource clock;

  /// For the credentials of `configuration`.
  public UserLogin(Configuration configuration, InstantSource clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /// How it ended.
  public sealed interface Result {}

  /// The refresh token is stored.
  ///
  /// @param directory where
  /// @param end when it expires, or null if that is not said
  public record Stored(Path directory, @Nullable Instant end) implements Result {}

  /// The configuration does not fit.
  ///
  /// @param why with what to do
  public record NotPossible(String why) implements Result {}

  /// There is no refresh token.
  ///
  /// @param why with what to do
  public record NotStored(String why) implements Result {}

  /// Lets a person sign in for the credential `name`.
  ///
  /// @param flow how, or null for the one that the provider offers
  public Result run(String name, @Nullable AuthorizationFlow flow, AuthorizationPrompt prompt)
      throws InterruptedException {
    Credential credential = configuration.credentials().get(name);
    if (!(credential instanceof Credential.RefreshToken wanted)) {
      return new NotPossible(unfit(name, credential));
    }
    if (!(wanted.refreshToken() instanceof LoginToken token)) {
      return new NotPossible(
          "credentials.%s.refresh-token: in the configuration (expected: none, so that a login can"
                  .formatted(name)
              + " store one)");
    }
    try {
      Path directory = Objects.requireNonNull(token.file().toAbsolutePath().getParent());
      StateFile.createDirectory(directory);
      if (!Files.isWritable(directory)) {
        return new NotPossible(
            "state-dir: %s is not writable for this user (expected: the user of the agent, or root)"
                .formatted(directory));
      }
      try (UserAuthorization user = new UserAuthorization(clock, pause -> Thread.sleep(pause))) {
        return switch (user.authorize(wanted, flow, prompt)) {
          case AuthorizationResult.Granted granted -> store(token, granted, directory);
          case AuthorizationResult.NotGranted refused -> new NotStored(refused.why());
        };
      }
    } catch (IOException e) {
      return new NotStored(
          "state-dir: the refresh token cannot be written to %s (expected: space and permission)"
              .formatted(token.file()));
    }
  }

  private String unfit(String name, @Nullable Credential credential) {
    String known =
        configuration.credentials().values().stream()
            .filter(Credential.RefreshToken.class::isInstance)
            .map(Credential::name)
            .sorted()
            .reduce((a, b) -> a + ", " + b)
            .orElse("one of type refresh-token");
    return credential == null
        ? "credential: %s (expected: %s)".formatted(name, known)
        : "credential: %s is of type %s (expected: %s)".formatted(name, credential.type(), known);
  }

  /// What root stores belongs to whom the directory belongs, so that the agent can read it.
  private static Stored store(LoginToken token, AuthorizationResult.Granted granted, Path directory)
      throws IOException {
    token.store(granted.refreshToken());
    var owner = Files.getOwner(directory);
    if (!owner.equals(Files.getOwner(token.file()))) {
      Files.setOwner(token.file(), owner);
    }
    return new Stored(directory, granted.end());
  }
}
