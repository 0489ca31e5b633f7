package why401.probe;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.token.Proof;
import why401.token.Token;

/// What one run is to send, and where its credential may go.
///
/// @param url of the first request, without a key in its query
/// @param origins that may be asked beside its own
/// @param digest the handshake to use, or null
/// @param wall for moments
/// @param nanos for durations
record Plan(
    Probe probe,
    HttpUrl url,
    String method,
    Proof proof,
    boolean followRedirects,
    Set<String> origins,
    Cookies cookies,
    @Nullable DigestHandshake digest,
    InstantSource wall,
    LongSupplier nanos) {
  /// Whether the credential may go to `target`: to its own origin, and to no other.
  boolean credentialBelongsTo(HttpUrl target) {
    return withCredential() && Redirects.origin(target).equals(credentialOrigin());
  }

  private String credentialOrigin() {
    HttpUrl session = proof instanceof Proof.Session(_, var origin) ? HttpUrl.parse(origin) : null;
    return Redirects.origin(session == null ? url : session);
  }

  /// Whether `target` is of the origin that the probe is about; the others see no header of its
  /// own.
  boolean isHome(HttpUrl target) {
    return Redirects.origin(target).equals(Redirects.origin(url));
  }

  /// Whether the configuration allows a request to `target`.
  boolean mayAsk(HttpUrl target) {
    return isHome(target) || origins.contains(Redirects.origin(target));
  }

  boolean withCredential() {
    return !proof.scheme().isEmpty();
  }

  /// The token that is shown, or null if the proof is none.
  @Nullable Token token() {
    return switch (proof) {
      case Proof.AccessToken access -> access.token();
      case Proof.Session session -> session.token();
      case Proof.None _, Proof.Basic _, Proof.Digest _, Proof.Key _, Proof.StaticBearer _ -> null;
    };
  }

  /// `any` as it may be shown.
  URI shown(HttpUrl any) {
    if (any.toString().equals(probe.url().toString())) {
      return probe.url();
    }
    HttpUrl plain = ProofWriter.shown(any, proof);
    String veiled = Veil.of(proof).over(plain.toString());
    HttpUrl safe = HttpUrl.parse(veiled);
    return safe == null
        ? plain.newBuilder().encodedPath("/").query(null).build().uri()
        : safe.uri();
  }
}
