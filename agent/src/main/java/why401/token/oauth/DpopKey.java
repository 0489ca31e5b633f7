package why401.token.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.http.Origin;

/// The key that the tokens of one credential are bound to, and the nonces that servers want in its
/// proofs (RFC 9449).
final class DpopKey {
  private static final String NONCE_HEADER = "dpop-nonce";
  private static final Pattern NONCE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,1000}");

  private final JWK jwk;
  private final DPoPProofFactory proofs;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  private DpopKey(JWK jwk, DPoPProofFactory proofs) {
    this.jwk = jwk;
    this.proofs = proofs;
  }

  /// One of its own, for as long as the process lives.
  static DpopKey generate() throws SigningKey.UnusableKeyException {
    try {
      return of(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
    } catch (JOSEException e) {
      throw new SigningKey.UnusableKeyException("dpop: no key can be made (expected: P-256)");
    }
  }

  /// The one that is configured.
  static DpopKey read(Secret secret) throws SigningKey.UnusableKeyException {
    try {
      JWK jwk = JWK.parse(secret.reveal().strip());
      JWSAlgorithm algorithm = algorithm(jwk);
      if (jwk.isPrivate() && algorithm != null) {
        return of(jwk, algorithm);
      }
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Said below, without what was parsed.
    }
    throw new SigningKey.UnusableKeyException(
        "dpop key: not usable (expected: a private JWK, EC or RSA)");
  }

  private static DpopKey of(JWK jwk, JWSAlgorithm algorithm) throws JOSEException {
    return new DpopKey(jwk, new DefaultDPoPProofFactory(jwk, algorithm));
  }

  private static @Nullable JWSAlgorithm algorithm(JWK jwk) {
    if (jwk.getAlgorithm() instanceof JWSAlgorithm own) {
      return own;
    }
    if (!(jwk instanceof ECKey ec)) {
      return JWSAlgorithm.PS256;
    }
    return Curve.P_256.equals(ec.getCurve())
        ? JWSAlgorithm.ES256
        : Curve.P_384.equals(ec.getCurve())
            ? JWSAlgorithm.ES384
            : Curve.P_521.equals(ec.getCurve()) ? JWSAlgorithm.ES512 : null;
  }

  /// Whether it is the key in `secret`.
  boolean isThatOf(Secret secret) {
    try {
      return JWK.parse(secret.reveal().strip()).equals(jwk);
    } catch (ParseException | RuntimeException e) {
      return false;
    }
  }

  /// A proof for one request.
  ///
  /// @param token the token that it accompanies, or null at the token endpoint
  String proof(String method, URI url, @Nullable Secret token, Instant at)
      throws SigningKey.UnusableKeyException {
    String nonce = nonces.get(Origin.of(url));
    try {
      return proofs
          .createDPoPJWT(
              new JWTID(),
              method,
              plain(url),
              Date.from(at),
              token == null ? null : new BearerAccessToken(token.reveal()),
              nonce == null ? null : new Nonce(nonce))
          .serialize();
    } catch (JOSEException | RuntimeException e) {
      throw new SigningKey.UnusableKeyException(
          "dpop: no proof can be signed (expected: a key that fits its algorithm)");
    }
  }

  /// Keeps the nonce that `headers` of a response bring; whether it is another one.
  ///
  /// @param headers by name in lower case
  boolean learns(URI url, Map<String, String> headers) {
    String nonce = headers.get(NONCE_HEADER);
    return nonce != null
        && NONCE.matcher(nonce).matches()
        && !nonce.equals(nonces.put(Origin.of(url), nonce));
  }

  /// Without query and fragment (RFC 9449, 4.2).
  private static URI plain(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return URI.create(Origin.of(url) + path);
  }
}
