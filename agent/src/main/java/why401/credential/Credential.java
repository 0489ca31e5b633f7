package why401.credential;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// A credential as configured. [Renewable] ones obtain tokens; the others are sent as they are.
public sealed interface Credential {
  /// Its name in the configuration, and in the metric label `credential`.
  String name();

  /// Its `type` in the configuration.
  String type();

  /// Whether it comes from a command line: it is then named after its option, as no configured one
  /// can be, and only who is named there is asked about it.
  default boolean ofCommandLine() {
    return name().startsWith("-");
  }

  /// HTTP Basic (RFC 7617).
  record Basic(String name, String username, SecretSource password) implements Credential {
    @Override
    public String type() {
      return "basic";
    }
  }

  /// HTTP Digest (RFC 7616).
  record Digest(String name, String username, SecretSource password) implements Credential {
    @Override
    public String type() {
      return "digest";
    }
  }

  /// A key in a header, query parameter or cookie.
  ///
  /// @param expires when it expires, if known
  record ApiKey(
      String name, Placement in, String parameter, SecretSource value, @Nullable Instant expires)
      implements Credential {
    @Override
    public String type() {
      return "api-key";
    }
  }

  /// A bearer token that is renewed elsewhere (RFC 6750).
  ///
  /// @param issuer the identity provider that can be asked about it, or null
  /// @param placement where it goes
  record Bearer(
      String name,
      SecretSource token,
      @Nullable Issuer issuer,
      TlsOptions tls,
      TokenPlacement placement)
      implements Credential {
    /// In the header `Authorization`.
    public Bearer(String name, SecretSource token, @Nullable Issuer issuer, TlsOptions tls) {
      this(name, token, issuer, tls, TokenPlacement.BEARER);
    }

    @Override
    public String type() {
      return "bearer";
    }
  }

  /// A TLS client certificate that a probe shows in its handshake (RFC 8446, 4.4.2).
  ///
  /// @param cert PEM file with the certificate and its chain
  /// @param key PEM file with its private key
  record TlsCertificate(String name, Path cert, Path key) implements Credential {
    @Override
    public String type() {
      return "client-certificate";
    }
  }

  /// A credential that obtains tokens or sessions with a limited lifetime.
  sealed interface Renewable extends Credential {
    /// Value of the metric label `issuer`.
    String issuerLabel();

    /// How long an attempt to obtain one may take.
    Duration timeout();
  }

  /// A renewable credential of OAuth 2.0.
  sealed interface OAuth extends Renewable {
    /// Whom it asks, as whom.
    OAuthClient client();

    @Override
    default String issuerLabel() {
      return client().issuer().label();
    }

    @Override
    default Duration timeout() {
      return client().timeout();
    }
  }

  /// Client credentials grant (RFC 6749, 4.4).
  record ClientCredentials(String name, OAuthClient client) implements OAuth {
    @Override
    public String type() {
      return "client-credentials";
    }
  }

  /// Resource owner password credentials grant (RFC 6749, 4.3).
  record Password(String name, OAuthClient client, String username, SecretSource password)
      implements OAuth {
    @Override
    public String type() {
      return "password";
    }
  }

  /// Refresh token grant (RFC 6749, 6), rotation kept.
  ///
  /// @param refreshToken the first one; later ones come from the state directory
  /// @param ephemeral whether later ones may be lost with the process
  record RefreshToken(String name, OAuthClient client, SecretSource refreshToken, boolean ephemeral)
      implements OAuth {
    /// One whose later ones are kept.
    public RefreshToken(String name, OAuthClient client, SecretSource refreshToken) {
      this(name, client, refreshToken, false);
    }

    @Override
    public String type() {
      return "refresh-token";
    }
  }

  /// JWT bearer assertion grant (RFC 7523).
  ///
  /// @param assertion a ready-made assertion that is rotated elsewhere, or null
  /// @param signing key and claims to sign one for each attempt, otherwise
  record JwtBearer(
      String name,
      OAuthClient client,
      @Nullable SecretSource assertion,
      @Nullable AssertionSigning signing)
      implements OAuth {
    @Override
    public String type() {
      return "jwt-bearer";
    }
  }

  /// The contents of a signed assertion.
  record AssertionSigning(
      SecretSource key,
      @Nullable String keyId,
      @Nullable String algorithm,
      String issuer,
      String subject,
      @Nullable String audience) {}

  /// Token exchange grant (RFC 8693).
  record TokenExchange(
      String name, OAuthClient client, SecretSource subjectToken, String subjectTokenType)
      implements OAuth {
    @Override
    public String type() {
      return "token-exchange";
    }
  }

  /// A renewable credential that logs in with a password, so that refusals may lock an account.
  sealed interface Login extends Renewable {
    /// Where the login is posted to.
    URI loginUrl();

    /// What is posted; the secret ones are sources too.
    Map<String, SecretSource> fields();

    /// TLS options for the login.
    TlsOptions tls();

    /// The header against cross-site request forgery that requests with its cookies carry, or null.
    @Nullable Csrf csrf();

    @Override
    default String issuerLabel() {
      return loginUrl().getScheme() + "://" + loginUrl().getRawAuthority();
    }
  }

  /// A header that repeats the value of a cookie.
  record Csrf(String cookie, String header) {}

  /// A token or session from a login endpoint that takes JSON or a form.
  ///
  /// @param json whether the fields are posted as JSON, not as a form
  /// @param reading where the token is in the response, or null if the session is in cookies
  /// @param successCookie the cookie whose presence means that the login succeeded
  /// @param lifetime of a token or session that states none
  /// @param placement where the token goes in the requests of probes
  record JsonLogin(
      String name,
      URI loginUrl,
      boolean json,
      Map<String, SecretSource> fields,
      @Nullable TokenReading reading,
      @Nullable String successCookie,
      @Nullable Csrf csrf,
      @Nullable Duration lifetime,
      TlsOptions tls,
      Duration timeout,
      TokenPlacement placement)
      implements Login {
    /// Copies.
    public JsonLogin {
      fields = Map.copyOf(fields);
    }

    @Override
    public String type() {
      return "json-login";
    }
  }

  /// Where a token is in a response.
  ///
  /// @param pointer JSON Pointer (RFC 6901) into the body, or null
  /// @param header that holds it instead, or null
  /// @param expiry JSON Pointer to its lifetime or its end, or null
  record TokenReading(@Nullable String pointer, @Nullable String header, @Nullable String expiry) {}

  /// A session obtained by posting a login form; a session is a token with a lifetime.
  ///
  /// @param fields form fields; the secret ones are sources too
  /// @param successCookie the cookie whose presence means that the login succeeded
  /// @param lifetime the session's lifetime if its cookie does not state it
  /// @param timeout of a login
  record FormLogin(
      String name,
      URI loginUrl,
      Map<String, SecretSource> fields,
      @Nullable String successCookie,
      @Nullable Duration lifetime,
      TlsOptions tls,
      Duration timeout)
      implements Login {
    /// Copies.
    public FormLogin {
      fields = Map.copyOf(fields);
    }

    /// With the default timeout.
    public FormLogin(
        String name,
        URI loginUrl,
        Map<String, SecretSource> fields,
        @Nullable String successCookie,
        @Nullable Duration lifetime,
        TlsOptions tls) {
      this(name, loginUrl, fields, successCookie, lifetime, tls, OAuthClient.DEFAULT_TIMEOUT);
    }

    @Override
    public String type() {
      return "form-login";
    }

    @Override
    public @Nullable Csrf csrf() {
      return null;
    }
  }

  /// Where an API key goes.
  enum Placement {
    /// A request header.
    HEADER,
    /// A query parameter.
    QUERY,
    /// A cookie.
    COOKIE
  }
}
