package why401.probe.okhttp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import why401.credential.secret.Secret;
import why401.token.Credentials;

/// Covers our own secrets, and fresh session cookies, in what a target sent back: some echo what
/// they were sent. A secret of less than four characters is left: to cover it would spoil the text
/// and tell more than it hides.
final class Veil {
  private static final String COVER = "***";
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  private Veil(List<String> secrets) {
    this.secrets = secrets;
  }

  static Veil of(Credentials credentials) {
    return of(credentials, List.of());
  }

  /// @param others secrets beside the credential
  static Veil of(Credentials credentials, List<Secret> others) {
    List<String> forms = new ArrayList<>();
    others.forEach(secret -> add(forms, secret));
    switch (credentials) {
      case Credentials.Basic(var username, var password) -> {
        add(forms, password);
        String pair = username + ":" + password.reveal();
        forms.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
      case Credentials.Digest digest -> add(forms, digest.password());
      case Credentials.Key key -> {
        add(forms, key.value());
        carried(key).forEach(part -> add(forms, Secret.of(part)));
      }
      case Credentials.StaticBearer bearer -> add(forms, bearer.value());
      case Credentials.AccessToken access -> add(forms, access.token().value());
      case Credentials.Session session ->
          session.token().cookies().values().forEach(cookie -> add(forms, cookie));
      case Credentials.None _ -> {}
    }
    // The longest first, so that a form is not broken by another that it contains.
    forms.sort(Comparator.comparingInt(String::length).reversed());
    return new Veil(forms);
  }

  /// The secrets inside of what a header carries.
  private static List<String> carried(Credentials.Key key) {
    String value = key.value().reveal().substring(key.prefix().length());
    return key.scheme().equals("cookie")
        ? Stream.of(value.split(";\\s*")).map(pair -> pair.replaceFirst("^[^=]*=", "")).toList()
        : List.of(value);
  }

  private static void add(List<String> forms, Secret secret) {
    String value = secret.reveal();
    if (value.length() < SHORTEST) {
      return;
    }
    forms.add(value);
    forms.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    if (!encoded.equals(value)) {
      forms.add(encoded);
      forms.add(encoded.replace("+", "%20"));
    }
  }

  /// `text` without the secrets.
  String over(String text) {
    String covered = text;
    for (String secret : secrets) {
      covered = covered.replace(secret, COVER);
    }
    return covered;
  }

  /// The value of the header `name` without the secrets; of a cookie only its name and attributes.
  String over(String name, String value) {
    if (!name.toLowerCase(Locale.ROOT).equals("set-cookie")) {
      return over(value);
    }
    int equal = value.indexOf('=');
    int semicolon = value.indexOf(';');
    int end = semicolon < 0 ? value.length() : semicolon;
    return equal < 0 || equal + 1 >= end
        ? over(value)
        : over(value.substring(0, equal + 1) + COVER + value.substring(end));
  }
}
