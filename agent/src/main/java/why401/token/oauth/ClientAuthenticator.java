package why401.token.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PKITLSClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.ClientAuthentication.WithSecret;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.RequestSecrets;

/// How the client authenticates in one request; a new assertion is signed each time, since a server
/// may accept each of them only once.
///
/// @param nimbus the authentication for the request, or null if there is none
/// @param fields form fields beside it
record ClientAuthenticator(
    com.nimbusds.oauth2.sdk.auth.@Nullable ClientAuthentication nimbus,
    Map<String, String> fields) {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final int ASSERTION_SECONDS = 60;

  static ClientAuthenticator of(
      ClientAuthentication authentication, URI endpoint, Instant now, RequestSecrets secrets)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    if (authentication.clientId().isEmpty()) {
      return new ClientAuthenticator(null, fields(authentication, secrets));
    }
    ClientID id = new ClientID(authentication.clientId());
    return switch (authentication) {
      case WithSecret shared ->
          new ClientAuthenticator(
              shared(id, shared, endpoint, secrets.read(shared.secret())), Map.of());
      case ClientAuthentication.PrivateKeyJwt signed ->
          new ClientAuthenticator(signed(id, signed, endpoint, now, secrets), Map.of());
      case ClientAuthentication.Assertion _ ->
          new ClientAuthenticator(identifier(id).nimbus(), fields(authentication, secrets));
      case ClientAuthentication.MutualTls _, ClientAuthentication.Public _ -> identifier(id);
    };
  }

  private static Map<String, String> fields(
      ClientAuthentication authentication, RequestSecrets secrets)
      throws SecretUnavailableException {
    return authentication instanceof ClientAuthentication.Assertion given
        ? Map.of(
            "client_assertion_type",
            JWT_BEARER,
            "client_assertion",
            secrets.read(given.assertion()).reveal().strip())
        : Map.of();
  }

  /// Any credential is in the TLS handshake: the form has only the identifier.
  private static ClientAuthenticator identifier(ClientID id) {
    return new ClientAuthenticator(
        new PKITLSClientAuthentication(id, (SSLSocketFactory) null), Map.of());
  }

  private static com.nimbusds.oauth2.sdk.auth.ClientAuthentication shared(
      ClientID id, WithSecret shared, URI endpoint, Secret secret)
      throws SigningKey.UnusableKeyException {
    var value = new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal());
    return switch (shared.method()) {
      case BASIC -> new ClientSecretBasic(id, value);
      case POST -> new ClientSecretPost(id, value);
      case CLIENT_SECRET_JWT -> {
        try {
          yield new ClientSecretJWT(id, endpoint, JWSAlgorithm.HS256, value);
        } catch (JOSEException e) {
          throw new SigningKey.UnusableKeyException(
              "client-secret: too short for client-secret-jwt (expected: 32 bytes or more)");
        }
      }
    };
  }

  private static PrivateKeyJWT signed(
      ClientID id,
      ClientAuthentication.PrivateKeyJwt signed,
      URI endpoint,
      Instant now,
      RequestSecrets secrets)
      throws SecretUnavailableException, SigningKey.UnusableKeyException {
    SigningKey key =
        SigningKey.read(secrets.read(signed.key()), signed.keyId(), signed.algorithm());
    try {
      // RFC 7523, 3.
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(id.getValue())
              .subject(id.getValue())
              .audience(signed.audience() == null ? endpoint.toString() : signed.audience())
              .expirationTime(Date.from(now.plusSeconds(ASSERTION_SECONDS)))
              .issueTime(Date.from(now))
              .jwtID(new JWTID().getValue())
              .build();
      return new PrivateKeyJWT(key.sign(claims, CertificateThumbprint.of(signed.certificate())));
    } catch (IllegalArgumentException e) {
      throw new SigningKey.UnusableKeyException(
          "algorithm: %s (expected: one that fits the key)".formatted(key.algorithm()));
    }
  }

  /// TLS options with the client certificate, if that authenticates the client.
  static TlsOptions tls(ClientAuthentication authentication, TlsOptions tls) {
    return authentication instanceof ClientAuthentication.MutualTls mutual
        ? new TlsOptions(tls.ca(), mutual.cert(), mutual.key(), tls.serverName(), tls.insecure())
        : tls;
  }
}
