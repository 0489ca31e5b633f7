package why401.config.reader;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Urls;
import why401.config.hocon.Value;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Credential.LoginEndpoints;
import why401.credential.OAuthClient;
import why401.credential.secret.LoginToken;
import why401.credential.secret.SecretSource;

/// Reads a `refresh-token` credential: its first token is in the configuration, or `why401 login`
/// stores it.
final class RefreshTokenReader {
  private static final List<String> LOGIN_KEYS =
      List.of("device-authorization-url", "authorization-url", "redirect-url");

  private final String name;
  private final Section section;
  private final @Nullable Path stateDirectory;
  private final boolean strict;

  RefreshTokenReader(String name, Section section, @Nullable Path stateDirectory, boolean strict) {
    this.name = name;
    this.section = section;
    this.stateDirectory = stateDirectory;
    this.strict = strict;
  }

  @Nullable Credential read() {
    OAuthClient client = OAuthClientReader.read(section, null, false);
    LoginEndpoints login = endpoints();
    if (client.dpop() != null
        && client.dpop().key() == null
        && client.authentication() instanceof ClientAuthentication.Public) {
      section.error(
          "dpop",
          "without a key",
          "dpop { key { file = PATH } }, since a refresh token of a public client is bound to it");
    }
    boolean ephemeral = section.flag("ephemeral", false);
    SecretSource token =
        section.has("refresh-token") ? configured(ephemeral) : stored(client, login, ephemeral);
    return token == null
        ? null
        : new Credential.RefreshToken(name, client, token, ephemeral, login);
  }

  private LoginEndpoints endpoints() {
    URI device = IssuerReader.endpoint(section, "device-authorization-url");
    URI authorization = IssuerReader.endpoint(section, "authorization-url");
    URI redirect = section.url("redirect-url");
    Value written = section.find("redirect-url");
    boolean fit =
        redirect == null
            || ("http".equalsIgnoreCase(redirect.getScheme())
                && Urls.isLoopback(redirect.getHost())
                && redirect.getRawQuery() == null);
    if (written != null && !fit) {
      written.refuse("a URL of this machine such as http://127.0.0.1:8400/callback");
    }
    return new LoginEndpoints(device, authorization, redirect);
  }

  private @Nullable SecretSource configured(boolean ephemeral) {
    SecretSource token = SecretReader.require(section, "refresh-token");
    for (String key : LOGIN_KEYS) {
      if (section.has(key)) {
        section.error(
            key,
            "next to refresh-token",
            "one of the two: why401 login obtains a token that is not in the configuration");
      }
    }
    if (token != null && !ephemeral && stateDirectory == null) {
      String expected =
          "a state-dir, where the next one is kept, or ephemeral = true if it may be lost";
      if (strict) {
        section.error("refresh-token", "without a state-dir", expected);
      } else {
        section.warn("refresh-token", "without a state-dir (expected: " + expected + ")");
      }
    }
    return token;
  }

  private @Nullable SecretSource stored(
      OAuthClient client, LoginEndpoints login, boolean ephemeral) {
    if (ephemeral) {
      section.missing("refresh-token", "one, since ephemeral tokens are not stored by a login");
      return null;
    }
    if (stateDirectory == null) {
      section.missing(
          "refresh-token",
          "a refresh token, or a state-dir, where why401 login %s stores one".formatted(name));
      return null;
    }
    boolean known = client.issuer().issuer() != null;
    if (!known && login.device() == null && login.authorization() == null) {
      section.missing(
          "refresh-token",
          "one, or for why401 login an issuer, a device-authorization-url or an"
              + " authorization-url");
      return null;
    }
    if (client.authentication().clientId().isEmpty()) {
      section.missing("client-id", "the client that why401 login asks for");
    }
    LoginToken token = LoginToken.in(stateDirectory, name);
    if (token.absent()) {
      section.warn("refresh-token", "none yet (expected: " + token.command() + ")");
    }
    return token;
  }
}
