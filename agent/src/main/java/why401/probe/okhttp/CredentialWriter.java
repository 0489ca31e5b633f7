package why401.probe.okhttp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import why401.credential.Credential;
import why401.token.Credentials;

/// Writes credentials into a request. Digest is written by the handshake.
final class CredentialWriter {
  private CredentialWriter() {}

  /// Why `credentials` cannot be put into a header unchanged, without quoting the value.
  static Optional<String> obstacle(Credentials credentials) {
    return switch (credentials) {
      case Credentials.StaticBearer bearer -> obstacle("the token", bearer.value().reveal());
      case Credentials.AccessToken access -> obstacle("the token", access.token().value().reveal());
      case Credentials.Key key ->
          key.in() == Credential.Placement.QUERY
              ? Optional.empty()
              : obstacle("the key", key.value().reveal());
      case Credentials.Session session ->
          session.token().cookies().values().stream()
              .flatMap(cookie -> obstacle("a cookie", cookie.reveal()).stream())
              .findFirst();
      case Credentials.Digest digest -> obstacle("the user name", digest.username());
      case Credentials.Body body -> obstacle(body.client());
      case Credentials.None _, Credentials.Basic _ -> Optional.empty();
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

  /// `url` with a key that goes into its query.
  static HttpUrl url(HttpUrl url, Credentials credentials) {
    return credentials instanceof Credentials.Key key && key.in() == Credential.Placement.QUERY
        ? url.newBuilder().setQueryParameter(key.parameter(), key.value().reveal()).build()
        : url;
  }

  /// `url` without user information, and without a key in its query.
  static HttpUrl withoutCredential(HttpUrl url, Credentials credentials) {
    HttpUrl plain = url.newBuilder().username("").password("").build();
    return credentials instanceof Credentials.Key key && key.in() == Credential.Placement.QUERY
        ? plain.newBuilder().removeAllQueryParameters(key.parameter()).build()
        : plain;
  }

  /// Writes the headers of `credentials`.
  static void write(Credentials credentials, Request.Builder request) {
    switch (credentials) {
      case Credentials.Basic basic ->
          request.header(
              "Authorization",
              okhttp3.Credentials.basic(
                  basic.username(), basic.password().reveal(), StandardCharsets.UTF_8));
      case Credentials.StaticBearer bearer ->
          request.header("Authorization", "Bearer " + bearer.value().reveal());
      case Credentials.AccessToken access ->
          request.header("Authorization", "Bearer " + access.token().value().reveal());
      case Credentials.Key key -> {
        if (key.in() == Credential.Placement.HEADER) {
          request.header(key.parameter(), key.value().reveal());
        }
      }
      case Credentials.Body body -> write(body.client(), request);
      case Credentials.None _, Credentials.Digest _, Credentials.Session _ -> {}
    }
  }

  /// Cookies of `credentials`, each as `name=value`.
  static List<String> cookies(Credentials credentials) {
    List<String> cookies = new ArrayList<>();
    switch (credentials) {
      case Credentials.Session session ->
          session
              .token()
              .cookies()
              .forEach((name, value) -> cookies.add(name + "=" + value.reveal()));
      case Credentials.Key key -> {
        if (key.in() == Credential.Placement.COOKIE) {
          cookies.add(key.parameter() + "=" + key.value().reveal());
        }
      }
      case Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Body _,
          Credentials.StaticBearer _,
          Credentials.AccessToken _ -> {}
    }
    return cookies;
  }
}
