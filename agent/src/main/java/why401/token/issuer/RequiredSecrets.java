package why401.token.issuer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.secret.BinarySecret;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;

/// Which secrets a renewable credential cannot do without.
public final class RequiredSecrets {
  private RequiredSecrets() {}

  public static List<SecretSource> needed(Credential.Renewable credential) {
    List<SecretSource> sources = new ArrayList<>();
    switch (credential) {
      case Credential.OAuth oauth -> {
        client(oauth.client().authentication(), sources);
        OAuthClient.Dpop dpop = oauth.client().dpop();
        if (dpop != null && dpop.key() != null) {
          sources.add(dpop.key());
        }
        grant(oauth, sources);
      }
      case Credential.Negotiate negotiate -> sources.add(negotiate.source());
      case Credential.AwsWebIdentity identity -> sources.add(identity.token());
      case Credential.Login login ->
          login.fields().entrySet().stream()
              .sorted(java.util.Map.Entry.comparingByKey())
              .forEach(field -> sources.add(field.getValue()));
    }
    return sources;
  }

  private static void client(ClientAuthentication authentication, List<SecretSource> sources) {
    switch (authentication) {
      case ClientAuthentication.WithSecret shared -> sources.add(shared.secret());
      case ClientAuthentication.PrivateKeyJwt signed -> sources.add(signed.key());
      case ClientAuthentication.Assertion given -> sources.add(given.assertion());
      case ClientAuthentication.MutualTls certified -> {
        sources.add(certificate(certified.cert()));
        sources.add(new BinarySecret("private key", certified.key()));
      }
      case ClientAuthentication.Public _ -> {}
    }
  }

  private static BinarySecret certificate(Path file) {
    return new BinarySecret("client certificate", file);
  }

  /// Equal as long as tokens are bound to the same client certificate (RFC 8705, 3); empty without
  /// one, and while it cannot be read.
  public static String binding(Credential.Renewable credential) {
    Path file = credential instanceof Credential.OAuth oauth ? certificate(oauth.client()) : null;
    try {
      return file == null ? "" : certificate(file).read().fingerprint();
    } catch (SecretUnavailableException e) {
      return "";
    }
  }

  private static @Nullable Path certificate(OAuthClient client) {
    return client.authentication() instanceof ClientAuthentication.MutualTls certified
        ? certified.cert()
        : client.tls().cert();
  }

  private static void grant(Credential.OAuth credential, List<SecretSource> sources) {
    switch (credential) {
      case Credential.ClientCredentials _ -> {}
      case Credential.Password password -> sources.add(password.password());
      case Credential.RefreshToken _ -> {
        // The configured one is only the first; the state directory has the later ones.
      }
      case Credential.JwtBearer bearer -> {
        if (bearer.assertion() != null) {
          sources.add(bearer.assertion());
        }
        if (bearer.signing() != null) {
          sources.add(bearer.signing().key());
        }
      }
      case Credential.TokenExchange exchange -> sources.add(exchange.subjectToken());
    }
  }

  /// Equal as long as all the secrets are; empty while one of them cannot be read.
  public static String fingerprint(Credential.Renewable credential) {
    return fingerprint(credential, FingerprintKey.PROCESS);
  }

  /// The same under `key`, which may outlive the process.
  public static String fingerprint(Credential.Renewable credential, FingerprintKey key) {
    RequestSecrets secrets = new RequestSecrets();
    try {
      for (SecretSource source : needed(credential)) {
        secrets.read(source);
      }
    } catch (SecretUnavailableException e) {
      return "";
    }
    return secrets.fingerprint(key) + configuredRefreshToken(credential, key);
  }

  private static String configuredRefreshToken(
      Credential.Renewable credential, FingerprintKey key) {
    if (credential instanceof Credential.RefreshToken configured) {
      try {
        return ":" + configured.refreshToken().read().fingerprint(key);
      } catch (SecretUnavailableException e) {
        return ":";
      }
    }
    return "";
  }
}
