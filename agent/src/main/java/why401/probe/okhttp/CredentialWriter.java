package why401.probe.okhttp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import why401.credential.Credential;
import why401.token.Credentials;

/// Writes credentials into a request. Digest is written by the handshake.
final class CredentialWriter {
  /// A sentence has room for these.
  private static final int NAMED = 3;

  private CredentialWriter() {}

  /// Why `credentials` cannot be put into a header unchanged, without quoting the value.
  static Optional<String> obstacle(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Placed placed ->
          placed.placement().in() == Credential.Placement.QUERY
              ? Optional.empty()
              : obstacle("the token", placed.value().reveal());
      case Credentials.Key key ->
          key.in() == Credential.Placement.QUERY
              ? Optional.empty()
              : obstacle("the key", key.value().reveal());
      case Credentials.Session session ->
          session.token().cookies().stream()
              .flatMap(cookie -> obstacle("a cookie", cookie.value().reveal()).stream())
              .findFirst();
      case Credentials.Digest digest -> obstacle("the user name", digest.username());
      case Credentials.Body body -> obstacle(body.client());
      case Credentials.None _, Credentials.Basic _, Credentials.Signed _ -> Optional.empty();
    };
  }

  /// Why `value` cannot be put into a header; `what` is the subject of the sentence.
  static Optional<String> obstacle(String what, String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      return Optional.of(what + " has a line break in it");
    }
    boolean printable = value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7f));
    return printable
        ? Optional.empty()
        : Optional.of(what + " has a character in it that a header cannot carry");
  }

  /// A token as the value that is written; anything else as it is.
  private static Credentials key(Credentials credentials) {
    return credentials instanceof Credentials.Placed placed ? placed.written() : credentials;
  }

  /// `url` with a key that goes into its query.
  static HttpUrl url(HttpUrl url, Credentials credentials) {
    return key(credentials) instanceof Credentials.Key key && key.in() == Credential.Placement.QUERY
        ? url.newBuilder().setQueryParameter(key.parameter(), key.value().reveal()).build()
        : url;
  }

  /// `url` without user information, and without a key in its query.
  static HttpUrl withoutCredential(HttpUrl url, Credentials credentials) {
    HttpUrl plain = url.newBuilder().username("").password("").build();
    return key(credentials) instanceof Credentials.Key key && key.in() == Credential.Placement.QUERY
        ? plain.newBuilder().removeAllQueryParameters(key.parameter()).build()
        : plain;
  }

  /// Writes the headers of `credentials`.
  static void write(Credentials credentials, Request.Builder request) {
    switch (key(credentials)) {
      case Credentials.Basic basic ->
          request.header(
              "Authorization",
              okhttp3.Credentials.basic(
                  basic.username(), basic.password().reveal(), StandardCharsets.UTF_8));
      case Credentials.Key key -> {
        if (key.in() == Credential.Placement.HEADER) {
          request.header(key.parameter(), key.value().reveal());
        }
      }
      case Credentials.Body body -> write(body.client(), request);
      case Credentials.Session session -> {
        Credential.Csrf csrf = session.csrf();
        if (csrf != null) {
          session.token().cookies().stream()
              .filter(cookie -> cookie.name().equals(csrf.cookie()))
              .findFirst()
              .ifPresent(cookie -> request.header(csrf.header(), cookie.value().reveal()));
        }
      }
      case Credentials.None _,
          Credentials.Digest _,
          Credentials.Placed _,
          Credentials.Signed _ -> {}
    }
  }

  /// Why none of the cookies of a session goes to `url`; empty if one does, and for all else.
  static Optional<String> misfit(Credentials credentials, HttpUrl url) {
    if (!(credentials instanceof Credentials.Session session)
        || session.token().cookies().isEmpty()
        || !session.cookiesFor(url.uri()).isEmpty()) {
      return Optional.empty();
    }
    String all =
        session.token().cookies().stream()
            .limit(NAMED)
            .flatMap(
                cookie ->
                    cookie
                        .scope()
                        .obstacle(url.uri())
                        .map(why -> cookie.name() + " " + why)
                        .stream())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "no cookie of the session goes to %s://%s%s: %s"
            .formatted(url.scheme(), url.host(), url.encodedPath(), all));
  }

  /// Cookies of `credentials` for `url`, each as `name=value`.
  static List<String> cookies(Credentials credentials, HttpUrl url) {
    List<String> cookies = new ArrayList<>();
    switch (key(credentials)) {
      case Credentials.Session session ->
          session
              .cookiesFor(url.uri())
              .forEach(cookie -> cookies.add(cookie.name() + "=" + cookie.value().reveal()));
      case Credentials.Key key -> {
        if (key.in() == Credential.Placement.COOKIE) {
          cookies.add(key.parameter() + "=" + key.value().reveal());
        }
      }
      case Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Body _,
          Credentials.Signed _,
          Credentials.Placed _ -> {}
    }
    return cookies;
  }
}
