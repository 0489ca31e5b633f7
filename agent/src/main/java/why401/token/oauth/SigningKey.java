package why401.token.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.io.Pem;

/// A private key that signs assertions, read from PEM (PKCS #8) or a JWK.
final class SigningKey {
  private static final String EXPECTED =
      "(expected: a JWK, or PEM with BEGIN PRIVATE KEY; convert others by openssl pkcs8 -topk8"
          + " -nocrypt)";

  private final PrivateKey key;
  private final JWSAlgorithm algorithm;
  private final @Nullable String keyId;

  private SigningKey(PrivateKey key, JWSAlgorithm algorithm, @Nullable String keyId) {
    this.key = key;
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  /// @param keyId `kid` of the header; that of the JWK if null
  /// @param algorithm RS256 or ES256, 384, 512 by the key if null
  /// @throws UnusableKeyException if it is no private key; the message holds nothing of it
  static SigningKey read(Secret secret, @Nullable String keyId, @Nullable String algorithm)
      throws UnusableKeyException {
    String text = secret.reveal().strip();
    try {
      if (text.startsWith("{")) {
        JWK jwk = JWK.parse(text);
        return of(privateKey(jwk), keyId == null ? jwk.getKeyID() : keyId, algorithm);
      }
      List<String> keys = Pem.blocks(text, Pem.PRIVATE_KEY);
      if (keys.isEmpty()) {
        throw new UnusableKeyException("private key: not readable " + EXPECTED);
      }
      return of(Pem.privateKey(keys.getFirst()), keyId, algorithm);
    } catch (ParseException
        | GeneralSecurityException
        | JOSEException
        | IllegalArgumentException e) {
      throw new UnusableKeyException("private key: not readable " + EXPECTED);
    }
  }

  private static PrivateKey privateKey(JWK jwk) throws JOSEException, UnusableKeyException {
    PrivateKey key =
        switch (jwk) {
          case RSAKey rsa -> rsa.toPrivateKey();
          case ECKey ec -> ec.toECPrivateKey();
          default -> null;
        };
    if (key == null) {
      throw new UnusableKeyException(
          "private key: a JWK of type %s without a usable private part (expected: RSA or EC)"
              .formatted(jwk.getKeyType()));
    }
    return key;
  }

  private static SigningKey of(PrivateKey key, @Nullable String keyId, @Nullable String algorithm)
      throws UnusableKeyException {
    JWSAlgorithm chosen = algorithm == null ? null : JWSAlgorithm.parse(algorithm);
    return switch (key) {
      case RSAPrivateKey _ ->
          new SigningKey(key, chosen == null ? JWSAlgorithm.RS256 : chosen, keyId);
      case ECPrivateKey ec -> new SigningKey(key, chosen == null ? forCurve(ec) : chosen, keyId);
      default -> throw new UnusableKeyException("private key: not usable (expected: RSA or EC)");
    };
  }

  private static JWSAlgorithm forCurve(ECPrivateKey key) throws UnusableKeyException {
    Curve curve = Curve.forECParameterSpec(key.getParams());
    if (Curve.P_256.equals(curve)) {
      return JWSAlgorithm.ES256;
    }
    if (Curve.P_384.equals(curve)) {
      return JWSAlgorithm.ES384;
    }
    if (Curve.P_521.equals(curve)) {
      return JWSAlgorithm.ES512;
    }
    throw new UnusableKeyException("private key: curve not usable (expected: P-256, P-384, P-521)");
  }

  JWSAlgorithm algorithm() {
    return algorithm;
  }

  @Nullable String keyId() {
    return keyId;
  }

  PrivateKey key() {
    return key;
  }

  SignedJWT sign(JWTClaimsSet claims) throws UnusableKeyException {
    return sign(claims, null);
  }

  SignedJWT sign(JWTClaimsSet claims, @Nullable CertificateThumbprint thumbprint)
      throws UnusableKeyException {
    try {
      JWSSigner signer =
          key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
      JWSHeader.Builder header =
          new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(keyId);
      if (thumbprint != null) {
        thumbprint.write(header);
      }
      SignedJWT jwt = new SignedJWT(header.build(), claims);
      jwt.sign(signer);
      return jwt;
    } catch (JOSEException e) {
      throw new UnusableKeyException(
          "algorithm: %s (expected: one that fits the key)".formatted(algorithm));
    }
  }

  /// The key cannot be used.
  static final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
      super(message);
    }
  }
}
