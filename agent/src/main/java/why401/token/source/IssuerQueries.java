package why401.token.source;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.time.PairedClock;
import why401.token.Credentials;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.TokenRequestException;
import why401.token.oauth.IssuerMetadata;
import why401.token.oauth.JwksCache;
import why401.token.oauth.TokenIntrospector;
import why401.token.renewal.RenewableCredentials;

/// The diagnosis's requests to an identity provider, counted by its limiter like all others.
final class IssuerQueries {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final IssuerTransport transport;
  private final PairedClock clocks;
  private final RenewableCredentials renewables;
  private final IssuerMetadata discovery;
  private final TokenIntrospector introspector;
  private final JwksCache keySets = new JwksCache();

  IssuerQueries(
      IssuerTransport transport,
      PairedClock clocks,
      RenewableCredentials renewables,
      IssuerMetadata discovery,
      TokenIntrospector introspector) {
    this.transport = transport;
    this.clocks = clocks;
    this.renewables = renewables;
    this.discovery = discovery;
    this.introspector = introspector;
  }

  Introspection introspect(Credential credential, Credentials credentials) {
    Secret token =
        switch (credentials) {
          case Credentials.AccessToken access -> access.token().value();
          case Credentials.StaticBearer bearer -> bearer.value();
          case Credentials.None _,
              Credentials.Basic _,
              Credentials.Digest _,
              Credentials.Key _,
              Credentials.Body _,
              Credentials.Signed _,
              Credentials.Session _ ->
              null;
        };
    Issuer issuer = issuer(credential);
    if (token == null || issuer == null) {
      return new Introspection.Unanswered("no identity provider is configured for it");
    }
    OAuthClient client = credential instanceof Credential.OAuth oauth ? oauth.client() : null;
    return introspector.ask(session(issuer), issuer, tls(credential), client, token);
  }

  /// The provider's clock minus ours, if it was asked before.
  Optional<Duration> clock(Credential credential) {
    Issuer issuer = issuer(credential);
    return issuer == null
        ? Optional.empty()
        : renewables.limiter(issuer.label()).offsets().measured();
  }

  KeyLookup lookUpKey(Credential credential, @Nullable String keyId) {
    Issuer issuer = issuer(credential);
    if (issuer == null) {
      return new KeyLookup.Unanswered("no identity provider is configured for it");
    }
    IssuerSession session = session(issuer);
    try {
      var url =
          issuer.jwksUrl() != null
              ? issuer.jwksUrl()
              : discovery.endpoints(issuer, tls(credential), session).jwks();
      if (url != null && credential.ofCommandLine() && !issuer.names(url)) {
        return new KeyLookup.Unanswered(
            "it is at %s://%s; name it with --jwks-url"
                .formatted(url.getScheme(), url.getRawAuthority()));
      }
      return url == null
          ? new KeyLookup.Unanswered("the identity provider names no key set")
          : keySets.lookUp(url, tls(credential), keyId, session);
    } catch (TokenRequestException e) {
      return new KeyLookup.Unanswered(e.failed().failure().description());
    }
  }

  private IssuerSession session(Issuer issuer) {
    IssuerLimiter limiter = renewables.limiter(issuer.label());
    long nanos = clocks.nanos().getAsLong();
    return new IssuerSession(
        transport, clocks, limiter, new Cancellation(), TIMEOUT, () -> limiter.countRequest(nanos));
  }

  private static @Nullable Issuer issuer(Credential credential) {
    return switch (credential) {
      case Credential.OAuth oauth -> oauth.client().issuer();
      case Credential.Bearer bearer -> bearer.issuer();
      case Credential.Basic _,
          Credential.Digest _,
          Credential.ApiKey _,
          Credential.TlsCertificate _,
          Credential.Negotiate _,
          Credential.SigV4 _,
          Credential.Hmac _,
          Credential.AwsWebIdentity _,
          Credential.Login _ ->
          null;
    };
  }

  private static TlsOptions tls(Credential credential) {
    return switch (credential) {
      case Credential.OAuth oauth -> oauth.client().tls();
      case Credential.Bearer bearer -> bearer.tls();
      case Credential.Login login -> login.tls();
      case Credential.AwsWebIdentity identity -> identity.tls();
      case Credential.Basic _,
          Credential.Digest _,
          Credential.ApiKey _,
          Credential.TlsCertificate _,
          Credential.SigV4 _,
          Credential.Hmac _,
          Credential.Negotiate _ ->
          TlsOptions.DEFAULT;
    };
  }
}
