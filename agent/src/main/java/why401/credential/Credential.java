package why401.credential;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.BinarySecret;
import why401.credential.secret.SecretSource;
import why401.http.Origin;

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

  /// Requests signed with Signature Version 4 of Amazon Web Services.
  record SigV4(String name, String region, String service, AwsKeys keys) implements Credential {
    @Override
    public String type() {
      return "sigv4";
    }
  }

  /// Requests signed with a shared key: HTTP message signatures (RFC 9421) by `hmac-sha256`.
  ///
  /// @param keyId which key it is; no secret
  /// @param encoding how `key` is written down
  /// @param signature what is signed
  record Hmac(
      String name,
      String keyId,
      SecretSource key,
      MessageSignature.KeyFormat encoding,
      MessageSignature signature)
      implements Credential {
    @Override
    public String type() {
      return "hmac";
    }
  }

  /// A credential that obtains tokens or sessions with a limited lifetime.
  sealed interface Renewable extends Credential {
    /// Value of the metric label `issuer`.
    String issuerLabel();

    /// How long an attempt to obtain one may take.
    Duration timeout();
  }

  /// Requests signed with temporary keys, which the token of a workload brings
  /// (AssumeRoleWithWebIdentity).
  ///
  /// @param url of the Security Token Service
  /// @param timeout of an attempt to obtain keys
  record AwsWebIdentity(
      String name,
      String region,
      String service,
      String roleArn,
      String sessionName,
      SecretSource token,
      URI url,
      TlsOptions tls,
      Duration timeout)
      implements Renewable {
    @Override
    public String type() {
      return "sigv4";
    }

    @Override
    public String issuerLabel() {
      return Origin.of(url);
    }
  }

  /// Kerberos tickets, sent by SPNEGO (RFC 4559); one of the two files is there.
  ///
  /// @param principal `name@REALM`
  /// @param keytab with the keys of `principal`, or null
  /// @param ticketCache that another program keeps fresh, or null
  /// @param service of the target: `HTTP` at the host of the URL, or a principal as a whole
  /// @param timeout of an attempt to obtain a granting ticket
  record Negotiate(
      String name,
      String principal,
      @Nullable Path keytab,
      @Nullable Path ticketCache,
      String service,
      Duration timeout)
      implements Renewable {
    @Override
    public String type() {
      return "negotiate";
    }

    @Override
    public String issuerLabel() {
      return principal.substring(principal.lastIndexOf('@') + 1);
    }

    /// The file that its tickets come from.
    public SecretSource source() {
      return keytab != null
          ? new BinarySecret("keytab", keytab)
          : new BinarySecret("ticket cache", Objects.requireNonNull(ticketCache));
    }
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
  /// @param login where a person signs in for the first one, as far as that is configured
  record RefreshToken(
      String name,
      OAuthClient client,
      SecretSource refreshToken,
      boolean ephemeral,
      LoginEndpoints login)
      implements OAuth {
    /// One that is in the configuration.
    public RefreshToken(
        String name, OAuthClient client, SecretSource refreshToken, boolean ephemeral) {
      this(name, client, refreshToken, ephemeral, LoginEndpoints.DISCOVERED);
    }

    /// One whose later ones are kept.
    public RefreshToken(String name, OAuthClient client, SecretSource refreshToken) {
      this(name, client, refreshToken, false);
    }

    @Override
    public String type() {
      return "refresh-token";
    }
  }

  /// Where a person signs in so that a refresh token is issued; what is null is discovered.
  ///
  /// @param device device authorization endpoint (RFC 8628, 3.1)
  /// @param authorization authorization endpoint (RFC 6749, 3.1)
  /// @param redirect loopback URL that the browser is sent back to (RFC 8252, 7.3), or null for one
  ///   with a free port
  record LoginEndpoints(@Nullable URI device, @Nullable URI authorization, @Nullable URI redirect) {
    /// Nothing is configured.
    public static final LoginEndpoints DISCOVERED = new LoginEndpoints(null, null, null);
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
      return Origin.of(loginUrl());
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
