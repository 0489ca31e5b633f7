package why401.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.http.Challenge;

/// Makes the headers by which one request authenticates, from the request itself: a signature, a
/// ticket for its host, a proof of possession.
public interface RequestSigner {
  /// Scheme of the credential, as [Credentials#scheme].
  String scheme();

  /// As [Credentials#fingerprint].
  String fingerprint(FingerprintKey key);

  /// The secrets that a request carries; keys that never leave are not among them.
  List<Secret> secrets();

  /// The headers to add to `request`.
  ///
  /// @throws RequestSigningException if none can be made: then nothing is sent
  Map<String, String> sign(SignableRequest request) throws RequestSigningException;

  /// Takes what a response to its request teaches; whether the request is to be signed and sent
  /// once more.
  ///
  /// @param headers by name in lower case, the first value of each
  /// @param challenges of the response
  default boolean learns(int status, Map<String, String> headers, List<Challenge> challenges) {
    return false;
  }

  /// What a signature covers and says, where that can be asked for: see `AcceptSignature`.
  default List<String> covers() {
    return List.of();
  }

  /// The same with another key; empty if its key is no text.
  default Optional<RequestSigner> with(Secret key) {
    return Optional.empty();
  }

  /// One of the same form that belongs to no account; empty if none can be made.
  Optional<RequestSigner> decoy();
}
