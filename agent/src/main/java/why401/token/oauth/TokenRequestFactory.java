package why401.token.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import why401.credential.AssertionSigning;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.RequestSecrets;

/// Builds the request of each grant (RFC 6749, 7523, 8693) with Nimbus' SDK.
final class TokenRequestFactory {
  private static final int ASSERTION_SECONDS = 60;

  private TokenRequestFactory() {}

  static IssuerRequest build(
      OAuthClient client,
      AuthorizationGrant grant,
      URI endpoint,
      RequestSecrets secrets,
      Instant now,
      Duration timeout)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    ClientAuthenticator authenticator =
        ClientAuthenticator.of(client.authentication(), endpoint, now, secrets);
    var proof = authenticator.nimbus();
    TokenRequest.Builder builder =
        proof == null
            ? new TokenRequest.Builder(endpoint, grant)
            : new TokenRequest.Builder(endpoint, proof, grant);
    authenticator.fields().forEach(builder::customParameter);
    // A code stands for what was asked for when it was granted.
    boolean granted = grant instanceof AuthorizationCodeGrant || grant instanceof DeviceCodeGrant;
    if (client.scope() != null && !granted) {
      builder.scope(Scope.parse(client.scope()));
    }
    if (client.audience() != null) {
      builder.customParameter("audience", client.audience());
    }
    client.parameters().forEach(builder::customParameter);
    HTTPRequest request = builder.build().toHTTPRequest();
    return toIssuerRequest(request, client, timeout, secrets);
  }

  /// A device authorization request.
  ///
  /// @param audience the token endpoint, which client assertions are made for
  static IssuerRequest device(
      OAuthClient client,
      URI endpoint,
      URI audience,
      RequestSecrets secrets,
      Instant now,
      Duration timeout)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    ClientAuthenticator authenticator =
        ClientAuthenticator.of(client.authentication(), audience, now, secrets);
    var proof = authenticator.nimbus();
    DeviceAuthorizationRequest.Builder builder =
        proof == null
            ? new DeviceAuthorizationRequest.Builder(
                new ClientID(client.authentication().clientId()))
            : new DeviceAuthorizationRequest.Builder(proof);
    builder.endpointURI(endpoint);
    authenticator.fields().forEach(builder::customParameter);
    if (client.scope() != null) {
      builder.scope(Scope.parse(client.scope()));
    }
    if (client.audience() != null) {
      builder.customParameter("audience", client.audience());
    }
    client.parameters().forEach(builder::customParameter);
    return toIssuerRequest(builder.build().toHTTPRequest(), client, timeout, secrets);
  }

  static IssuerRequest toIssuerRequest(
      HTTPRequest request, OAuthClient client, Duration timeout, RequestSecrets secrets) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.getHeaderMap().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.put("Accept", "application/json");
    String authorization = request.getAuthorization();
    if (authorization != null) {
      secrets.redactor().add(authorization.substring(authorization.indexOf(' ') + 1));
    }
    return new IssuerRequest(
        request.getMethod().name(),
        request.getURI(),
        headers,
        request.getBody(),
        ClientAuthenticator.tls(client.authentication(), client.tls()),
        timeout);
  }

  /// The grant of a credential.
  ///
  /// @param refreshToken the one to spend, for the refresh token grant
  static AuthorizationGrant grant(
      Credential.OAuth credential,
      URI endpoint,
      @Nullable Secret refreshToken,
      RequestSecrets secrets,
      Instant now)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    return switch (credential) {
      case Credential.ClientCredentials _ -> new ClientCredentialsGrant();
      case Credential.Password password ->
          new ResourceOwnerPasswordCredentialsGrant(
              password.username(),
              new com.nimbusds.oauth2.sdk.auth.Secret(secrets.read(password.password()).reveal()));
      case Credential.RefreshToken configured -> {
        Secret spent =
            refreshToken == null ? secrets.read(configured.refreshToken()) : refreshToken;
        secrets.redactor().add(spent);
        yield new RefreshTokenGrant(new RefreshToken(spent.reveal()));
      }
      case Credential.JwtBearer bearer -> bearer(bearer, endpoint, secrets, now);
      case Credential.TokenExchange exchange -> exchange(exchange, secrets);
    };
  }

  private static AuthorizationGrant exchange(
      Credential.TokenExchange exchange, RequestSecrets secrets) throws SecretUnavailableException {
    Secret subject = secrets.read(exchange.subjectToken());
    try {
      return new TokenExchangeGrant(
          new TypelessToken(subject.reveal()), TokenTypeURI.parse(exchange.subjectTokenType()));
    } catch (ParseException e) {
      throw new SecretUnavailableException(
          "subject-token-type: %s (expected: a URI of RFC 8693, 3)"
              .formatted(exchange.subjectTokenType()));
    }
  }

  private static AuthorizationGrant bearer(
      Credential.JwtBearer bearer, URI endpoint, RequestSecrets secrets, Instant now)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    AssertionSigning signing = bearer.signing();
    if (signing != null) {
      SigningKey key =
          SigningKey.read(secrets.read(signing.key()), signing.keyId(), signing.algorithm());
      String audience = signing.audience();
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(signing.issuer())
              .subject(signing.subject())
              .audience(audience == null ? endpoint.toString() : audience)
              .jwtID(UUID.randomUUID().toString())
              .issueTime(Date.from(now))
              .expirationTime(Date.from(now.plusSeconds(ASSERTION_SECONDS)))
              .build();
      return new JWTBearerGrant(key.sign(claims));
    }
    if (bearer.assertion() == null) {
      throw new SecretUnavailableException("assertion: missing (expected: assertion or signing)");
    }
    try {
      return new JWTBearerGrant(SignedJWT.parse(secrets.read(bearer.assertion()).reveal().strip()));
    } catch (java.text.ParseException | IllegalArgumentException e) {
      throw new SecretUnavailableException(
          bearer.assertion().describe() + ": no signed JWT (expected: header.payload.signature)");
    }
  }
}
