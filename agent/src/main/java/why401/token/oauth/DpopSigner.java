package why401.token.oauth;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.http.Challenge;
import why401.token.RenewalFailure;
import why401.token.RequestSigner;
import why401.token.RequestSigningException;
import why401.token.SignableRequest;

/// Accompanies an access token with a proof that we hold its key (RFC 9449, 7).
final class DpopSigner implements RequestSigner {
  private final DpopKey key;
  private final Secret token;
  private volatile @Nullable URI last;

  DpopSigner(DpopKey key, Secret token) {
    this.key = key;
    this.token = token;
  }

  @Override
  public String scheme() {
    return "DPoP";
  }

  @Override
  public String fingerprint(FingerprintKey key) {
    return token.fingerprint(key);
  }

  @Override
  public List<Secret> secrets() {
    return List.of(token);
  }

  @Override
  public Map<String, String> sign(SignableRequest request) throws RequestSigningException {
    last = request.url();
    try {
      return Map.of("DPoP", key.proof(request.method(), request.url(), token, request.at()));
    } catch (SigningKey.UnusableKeyException e) {
      throw new RequestSigningException(
          RenewalFailure.Reason.SECRET_UNAVAILABLE, null, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean learns(int status, Map<String, String> headers, List<Challenge> challenges) {
    URI url = last;
    boolean another = url != null && key.learns(url, headers);
    return another
        && status == 401
        && challenges.stream().anyMatch(one -> one.param("error").equals("use_dpop_nonce"));
  }

  @Override
  public Optional<RequestSigner> decoy() {
    return Optional.empty();
  }
}
