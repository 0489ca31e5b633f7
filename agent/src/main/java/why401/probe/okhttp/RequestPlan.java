package why401.probe.okhttp;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;
import why401.http.client.Cookies;
import why401.probe.Probe;
import why401.token.Credentials;
import why401.token.Token;

/// What one run sends, and where its credential may go.
///
/// @param url of the first request, without a key in its query
/// @param origins that may be requested besides its own
/// @param digest the handshake to use, or null
/// @param wall for instants
/// @param nanos for durations
record RequestPlan(
    Probe probe,
    HttpUrl url,
    String method,
    Credentials credentials,
    boolean followRedirects,
    Set<String> origins,
    Cookies cookies,
    @Nullable DigestSession digest,
    InstantSource wall,
    LongSupplier nanos) {
  /// Among the origins: every origin, for everything that is sent.
  static final String ANY = "*";

  private boolean trusted() {
    return origins.contains(ANY);
  }

  /// Whether the credential may go to `target`: to the origin of the probe, and to no other but
  /// that of a login.
  boolean credentialBelongsTo(HttpUrl target) {
    return withCredential() && (trusted() || belongs(credentials, target));
  }

  private boolean belongs(Credentials any, HttpUrl target) {
    String origin = RedirectPolicy.origin(target);
    boolean own = origin.equals(RedirectPolicy.origin(url));
    return any instanceof Credentials.Session session
        ? (own || origin.equals(loginOrigin(session)))
            && !session.cookiesFor(target.uri()).isEmpty()
        : own;
  }

  private String loginOrigin(Credentials.Session session) {
    HttpUrl login = HttpUrl.parse(session.origin());
    return RedirectPolicy.origin(login == null ? url : login);
  }

  /// Everything that a request to `target` may carry, the credential that is examined last: where
  /// two write the same, it wins.
  List<Credentials> credentialsFor(HttpUrl target) {
    List<Credentials> all = new ArrayList<>();
    for (Probe.Companion companion : probe.companions().ready()) {
      if (belongs(companion.credentials(), target)) {
        all.add(companion.credentials());
      }
    }
    if (credentialBelongsTo(target)) {
      all.add(credentials);
    }
    return all;
  }

  /// The tokens among it.
  List<Token> tokensFor(HttpUrl target) {
    return credentialsFor(target).stream().flatMap(any -> Stream.ofNullable(token(any))).toList();
  }

  /// Whether `target` is of the origin that the probe is about; the others see no header of its
  /// own.
  boolean isHome(HttpUrl target) {
    return trusted() || RedirectPolicy.origin(target).equals(RedirectPolicy.origin(url));
  }

  /// Whether the configuration allows a request to `target`.
  boolean mayAsk(HttpUrl target) {
    return isHome(target) || origins.contains(RedirectPolicy.origin(target));
  }

  boolean withCredential() {
    return !credentials.scheme().isEmpty();
  }

  /// The token that is sent, or null if the credentials are no token.
  @Nullable Token token() {
    return token(credentials);
  }

  private static @Nullable Token token(Credentials any) {
    return switch (any) {
      case Credentials.AccessToken access -> access.token();
      case Credentials.Session session -> session.token();
      case Credentials.Signed signed -> signed.token();
      case Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Key _,
          Credentials.Body _,
          Credentials.StaticBearer _ ->
          null;
    };
  }

  /// `any` without secrets, as it is logged and reported.
  URI redacted(HttpUrl any) {
    if (any.toString().equals(probe.url().toString())) {
      return probe.url();
    }
    HttpUrl plain = CredentialWriter.withoutCredential(any, credentials);
    for (Probe.Companion companion : probe.companions().ready()) {
      plain = CredentialWriter.withoutCredential(plain, companion.credentials());
    }
    String redacted = Redactor.of(credentials.secrets()).redact(plain.toString());
    HttpUrl safe = HttpUrl.parse(redacted);
    return safe == null
        ? plain.newBuilder().encodedPath("/").query(null).build().uri()
        : safe.uri();
  }
}
