package why401.token.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.credential.TlsOptions;
import why401.io.Sha256;
import why401.time.ClockReading;
import why401.token.TokenSource.KeyLookup;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;

/// Reads key sets (RFC 7517) and keeps each of them half a minute.
public final class JwksCache {
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final Map<URI, Read> known = new ConcurrentHashMap<>();

  public KeyLookup lookUp(URI url, TlsOptions tls, @Nullable String keyId, IssuerSession session) {
    Read read = known.get(url);
    if (read == null || session.now().since(read.at()).compareTo(KEPT) > 0) {
      try {
        read = new Read(fetch(url, tls, session), session.now());
      } catch (IssuerTransportException e) {
        return new KeyLookup.Unanswered(String.valueOf(e.getMessage()));
      } catch (ParseException e) {
        return new KeyLookup.Unanswered("jwks: no key set (expected: JSON as of RFC 7517)");
      }
      known.put(url, read);
    }
    return answer(read.keys(), keyId);
  }

  private static JWKSet fetch(URI url, TlsOptions tls, IssuerSession session)
      throws IssuerTransportException, ParseException {
    IssuerResponse response =
        session.exchange(
            IssuerRequest.get(
                url, "application/jwk-set+json, application/json", tls, session.left()));
    if (response.status() != 200) {
      throw new ParseException("status " + response.status(), 0);
    }
    try {
      return JWKSet.parse(response.body());
    } catch (RuntimeException e) {
      // Of the library, on a document that it did not foresee.
      throw new ParseException("no key set", 0);
    }
  }

  private static KeyLookup answer(JWKSet keys, @Nullable String keyId) {
    List<String> ids =
        keys.getKeys().stream().map(JWK::getKeyID).filter(Objects::nonNull).sorted().toList();
    boolean there = keyId == null ? !keys.isEmpty() : ids.contains(keyId);
    return there ? new KeyLookup.Published(fingerprint(keys)) : new KeyLookup.Absent(ids);
  }

  private static String fingerprint(JWKSet keys) {
    String all =
        keys.getKeys().stream()
            .map(key -> key.toPublicJWK() == null ? "" : key.toPublicJWK().toJSONString())
            .sorted()
            .collect(Collectors.joining());
    return Sha256.of(all).substring(0, 16);
  }

  private record Read(JWKSet keys, ClockReading at) {}
}
