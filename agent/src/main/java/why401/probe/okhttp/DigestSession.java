package why401.probe.okhttp;

import com.burgstaller.okhttp.digest.DigestAuthenticator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Challenge;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import why401.token.Credentials;

/// The handshake of HTTP Digest for one probe (RFC 7616): remembers the server's nonce between
/// runs, so that most runs are one request. `okhttp-digest` makes every header; it is given one
/// clean challenge, since it reads of several only those that begin a line, and takes any response
/// header for a parameter.
final class DigestSession {
  /// What `okhttp-digest` computes.
  private static final Set<String> ALGORITHMS = Set.of("MD5", "MD5-SESS", "SHA-256");

  private final Credentials.Digest credentials;
  private DigestAuthenticator authenticator;

  /// Whether nonces were seen to end without a word about it.
  private boolean endsInSilence;

  DigestSession(Credentials.Digest credentials) {
    this.credentials = credentials;
    this.authenticator = authenticator(credentials);
  }

  private static DigestAuthenticator authenticator(Credentials.Digest credentials) {
    return new DigestAuthenticator(
        new com.burgstaller.okhttp.digest.Credentials(
            credentials.username(), credentials.password().reveal()));
  }

  boolean isFor(Credentials.Digest other) {
    return credentials.equals(other);
  }

  /// Sends one request.
  interface Caller {
    Response call(Request request) throws IOException;
  }

  /// Sends `plain` with the known nonce, answers the challenge that comes back, and a stale nonce
  /// once more. A refused response is not repeated: that would spend the account's attempts.
  synchronized Response send(Request plain, Caller caller) throws IOException {
    Request begun = begin(plain);
    boolean credentialSent = begun.header("Authorization") != null;
    // A nonce of an earlier run may have ended without a word about it.
    boolean mayRepeat = credentialSent;
    boolean staleAllowed = true;
    Response response = caller.call(begun);
    while (response.code() == 401) {
      Challenge challenge = challenge(response);
      boolean stale = challenge != null && isStale(challenge) && staleAllowed;
      Request answer =
          challenge == null || (credentialSent && !stale && !mayRepeat)
              ? null
              : answer(plain, response, challenge);
      if (answer == null) {
        authenticator = authenticator(credentials);
        return response;
      }
      boolean shown = credentialSent;
      staleAllowed = staleAllowed && !credentialSent;
      mayRepeat = false;
      credentialSent = true;
      Response refused = response;
      response.close();
      try {
        response = caller.call(answer);
      } catch (IOException e) {
        return counted(refused, shown && !stale, e);
      }
      endsInSilence |= shown && !stale && response.code() != 401;
    }
    return response;
  }

  /// Servers that delay the answer to a wrong password let the request that follows time out: a
  /// refusal of the password that came before it counts.
  private Response counted(Response refused, boolean ofPassword, IOException late)
      throws IOException {
    if (!ofPassword || endsInSilence) {
      throw late;
    }
    authenticator = authenticator(credentials);
    return refused.newBuilder().body(ResponseBody.create("", null)).build();
  }

  private Request begin(Request plain) throws IOException {
    Request begun = authenticator.authenticateWithState(null, plain);
    return begun == null ? plain : begun;
  }

  private static boolean isStale(Challenge challenge) {
    return "true".equalsIgnoreCase(challenge.authParams().get("stale"));
  }

  /// The first challenge of Digest that can be answered; null if there is none.
  private static @Nullable Challenge challenge(Response response) {
    return response.challenges().stream()
        .filter(one -> one.scheme().equalsIgnoreCase("Digest"))
        .filter(one -> one.authParams().get("nonce") != null)
        .filter(one -> one.authParams().get("realm") != null)
        .filter(
            one -> {
              String algorithm = one.authParams().get("algorithm");
              return algorithm == null || ALGORITHMS.contains(algorithm.toUpperCase(Locale.ROOT));
            })
        .findFirst()
        .orElse(null);
  }

  /// `plain` with `challenge` answered; null if it cannot be.
  private @Nullable Request answer(Request plain, Response response, Challenge challenge) {
    Response clean =
        new Response.Builder()
            .request(plain)
            .protocol(response.protocol())
            .code(401)
            .message("")
            .addHeader("WWW-Authenticate", written(challenge))
            .build();
    try {
      return authenticator.authenticate(null, clean);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String written(Challenge challenge) {
    // Passwords are encoded in UTF-8 whether or not the server asks for it.
    String parameters =
        challenge.authParams().entrySet().stream()
            .filter(one -> one.getKey() != null && !one.getKey().equals("charset"))
            .map(DigestSession::written)
            .collect(Collectors.joining(", "));
    return "Digest " + parameters + ", charset=UTF-8";
  }

  private static String written(Map.Entry<String, String> parameter) {
    String value = parameter.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
    return parameter.getKey() + "=\"" + value + "\"";
  }
}
