package why401.token;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.TokenPlacement;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;

/// What one request sends to authenticate (RFC 9110, 11.4). Only the transport, which writes it,
/// reveals it.
public sealed interface Credentials {
  /// The scheme of a request for a token.
  String TOKEN_REQUEST = "token-request";

  /// The scheme of a login.
  String LOGIN = "login";

  /// Authentication scheme in the words of the field: `Basic`, `Digest`, `Bearer`, `api-key`,
  /// `cookie`, [#TOKEN_REQUEST], [#LOGIN], or empty for none.
  String scheme();

  /// Equal for equal secrets within this process, and otherwise meaningless. Empty for none.
  default String fingerprint() {
    return fingerprint(FingerprintKey.PROCESS);
  }

  /// The same under `key`, which may outlive the process.
  String fingerprint(FingerprintKey key);

  /// The secrets that a request carries, in the forms in which it carries them; a server may echo
  /// any of them.
  List<Secret> secrets();

  /// No credentials.
  record None() implements Credentials {
    @Override
    public String scheme() {
      return "";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return "";
    }

    @Override
    public List<Secret> secrets() {
      return List.of();
    }
  }

  /// User name and password for Basic.
  record Basic(String username, Secret password) implements Credentials {
    @Override
    public String scheme() {
      return "Basic";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return password.fingerprint(key);
    }

    @Override
    public List<Secret> secrets() {
      byte[] pair = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
      return List.of(password, Secret.of(Base64.getEncoder().encodeToString(pair)));
    }
  }

  /// User name and password for Digest.
  record Digest(String username, Secret password) implements Credentials {
    @Override
    public String scheme() {
      return "Digest";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return password.fingerprint(key);
    }

    @Override
    public List<Secret> secrets() {
      return List.of(password);
    }
  }

  /// An API key, or any other value that a header carries unchanged.
  record Key(Credential.Placement in, String parameter, Secret value) implements Credentials {
    private static final Pattern WITH_SCHEME =
        Pattern.compile("^(bearer|basic|token|apikey)(?: +|$)", Pattern.CASE_INSENSITIVE);

    @Override
    public String scheme() {
      if (in == Credential.Placement.HEADER && parameter.equalsIgnoreCase("Cookie")) {
        return "cookie";
      }
      return switch (prefix().strip().toLowerCase(Locale.ROOT)) {
        case "bearer" -> "Bearer";
        case "basic" -> "Basic";
        default -> "api-key";
      };
    }

    /// The scheme at the start of an `Authorization` value, with the blanks after it; empty for any
    /// other header.
    public String prefix() {
      boolean authorization =
          in == Credential.Placement.HEADER && parameter.equalsIgnoreCase("Authorization");
      Matcher matcher = WITH_SCHEME.matcher(value.reveal());
      return authorization && matcher.find() ? matcher.group() : "";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return value.fingerprint(key);
    }

    @Override
    public List<Secret> secrets() {
      String bare = value.reveal().substring(prefix().length());
      Stream<String> parts =
          scheme().equals("cookie")
              ? Stream.of(bare.split(";\\s*")).map(pair -> pair.replaceFirst("^[^=]*=", ""))
              : Stream.of(bare);
      return Stream.concat(Stream.of(value), parts.map(Secret::of)).toList();
    }
  }

  /// What a request for a token or a login carries in its body, as it stands there.
  ///
  /// @param client what its header carries beside that, or [None]
  /// @param grant as credentials are typed: `client-credentials`, `password`, `form-login`, …
  /// @param secrets the values of the body that are masked everywhere
  record Body(Credentials client, String grant, List<Secret> secrets) implements Credentials {
    /// Copies.
    public Body {
      secrets = Stream.concat(secrets.stream(), client.secrets().stream()).distinct().toList();
    }

    @Override
    public String scheme() {
      return grant.equals("form-login") ? LOGIN : TOKEN_REQUEST;
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      String all =
          secrets.stream().map(secret -> secret.fingerprint(key)).collect(Collectors.joining(" "));
      return Secret.of(client.fingerprint(key) + " " + all).fingerprint(key);
    }

    /// Whether it is a login, so that refusals may lock an account.
    public boolean ofAccount() {
      return grant.equals("form-login") || grant.equals("password");
    }
  }

  /// A token, wherever it stands in the request.
  sealed interface Placed extends Credentials {
    /// The token without what stands in front of it.
    Secret value();

    /// Where it goes.
    TokenPlacement placement();

    /// As it stands in the request.
    default Key written() {
      return new Key(
          placement().in(),
          placement().parameter(),
          Secret.of(placement().prefix() + value().reveal()));
    }

    @Override
    default String scheme() {
      return placement().scheme();
    }

    @Override
    default String fingerprint(FingerprintKey key) {
      return value().fingerprint(key);
    }

    @Override
    default List<Secret> secrets() {
      return List.of(value());
    }
  }

  /// A bearer token that is not renewed here.
  record StaticBearer(Secret value, TokenPlacement placement) implements Placed {
    /// In the header `Authorization`.
    public StaticBearer(Secret value) {
      this(value, TokenPlacement.BEARER);
    }
  }

  /// An access token that we renew.
  record AccessToken(Token token, TokenPlacement placement) implements Placed {
    /// In the header `Authorization`.
    public AccessToken(Token token) {
      this(token, TokenPlacement.BEARER);
    }

    @Override
    public Secret value() {
      return token.value();
    }
  }

  /// Headers that are made for each request: a signature, or a ticket for its host.
  ///
  /// @param token what it is made with, if that is renewed here, or null
  record Signed(RequestSigner signer, @Nullable Token token) implements Credentials {
    @Override
    public String scheme() {
      return signer.scheme();
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return signer.fingerprint(key);
    }

    @Override
    public List<Secret> secrets() {
      return signer.secrets();
    }
  }

  /// The cookies of a session: each goes where it was set for, at `origin` and at the origin of the
  /// probe.
  ///
  /// @param origin of the login
  /// @param csrf the header that repeats one of them, or null
  record Session(Token token, String origin, Credential.@Nullable Csrf csrf)
      implements Credentials {
    /// Those that go to `url`.
    public List<SessionCookie> cookiesFor(URI url) {
      return token.cookies().stream()
          .filter(cookie -> cookie.scope().obstacle(url).isEmpty())
          .toList();
    }

    /// Without such a header.
    public Session(Token token, String origin) {
      this(token, origin, null);
    }

    @Override
    public String scheme() {
      return "cookie";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return Secret.of(
              token.cookies().stream()
                  .map(cookie -> cookie.name() + "=" + cookie.value().fingerprint(key))
                  .sorted()
                  .toList()
                  .toString())
          .fingerprint(key);
    }

    @Override
    public List<Secret> secrets() {
      return token.cookies().stream().map(SessionCookie::value).distinct().toList();
    }
  }
}
