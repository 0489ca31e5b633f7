package why401.diagnosis.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;
import why401.http.HttpResponse;
import why401.probe.Probe;
import why401.token.Credentials;

/// Which of several credentials a response refuses, as far as it says so.
///
/// @param name of the credential or header, or null if that is not known
/// @param finding a plain sentence
public record RefusedCredential(@Nullable String name, String finding) {
  private static final Pattern OF_KEY = Pattern.compile("(?i)api[ _-]?key|subscription key");
  private static final Pattern OF_TOKEN =
      Pattern.compile("(?i)\\b(access |bearer )?token\\b|\\bjwt\\b");
  private static final Pattern OF_PASSWORD = Pattern.compile("(?i)password|user ?name");
  private static final Pattern OF_SIGNATURE =
      Pattern.compile("(?i)\\b(signature|negotiate|kerberos|access ?key ?id)\\b");
  private static final Pattern OF_SESSION = Pattern.compile("(?i)\\bsession\\b");

  /// Looks for a sign that points to exactly one of `sent`: an expiry that is over, the name of a
  /// header or parameter, the scheme of a challenge, the word for its kind.
  public static RefusedCredential of(List<Probe.Companion> sent, HttpResponse response) {
    String text = text(response);
    List<String> schemes = Challenges.in(response.headers()).schemes();
    String names = String.join(" and ", sent.stream().map(Probe.Companion::name).toList());
    String count = sent.size() == 2 ? "Two" : String.valueOf(sent.size());
    String were = count + " credentials were sent: " + names + "; ";
    Probe.Companion named = only(sent, one -> isNamed(one.credentials(), text));
    if (named != null) {
      return found(were, named, "the response names its header or parameter");
    }
    Probe.Companion asked =
        only(sent, one -> schemes.contains(one.credentials().scheme().toLowerCase(Locale.ROOT)));
    if (asked != null) {
      return found(were, asked, "the challenge asks for its scheme");
    }
    Probe.Companion meant = only(sent, one -> kind(one.credentials()).matcher(text).find());
    if (meant != null) {
      return found(were, meant, "the response speaks of its kind");
    }
    return new RefusedCredential(
        null, were + "the response does not say which of them it refuses.");
  }

  private static RefusedCredential found(String were, Probe.Companion one, String because) {
    return new RefusedCredential(
        one.name(), were + "%s is the one refused, since %s.".formatted(one.name(), because));
  }

  private static Probe.@Nullable Companion only(
      List<Probe.Companion> sent, Predicate<Probe.Companion> sign) {
    List<Probe.Companion> found = sent.stream().filter(sign).toList();
    return found.size() == 1 ? found.getFirst() : null;
  }

  /// The challenges and the beginning of the body.
  private static String text(HttpResponse response) {
    List<String> parts = new ArrayList<>();
    response.headers().stream()
        .filter(header -> header.name().toLowerCase(Locale.ROOT).endsWith("authenticate"))
        .forEach(header -> parts.add(header.value()));
    parts.add(response.body());
    return String.join("\n", parts);
  }

  private static boolean isNamed(Credentials credentials, String text) {
    Credentials written =
        credentials instanceof Credentials.Placed placed ? placed.written() : credentials;
    return written instanceof Credentials.Key key
        && !key.parameter().equalsIgnoreCase("Authorization")
        && Pattern.compile("(?i)(?<![\\w-])" + Pattern.quote(key.parameter()) + "(?![\\w-])")
            .matcher(text)
            .find();
  }

  private static Pattern kind(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Placed _ -> OF_TOKEN;
      case Credentials.Basic _, Credentials.Digest _, Credentials.Body _ -> OF_PASSWORD;
      case Credentials.Session _ -> OF_SESSION;
      case Credentials.Signed _ -> OF_SIGNATURE;
      case Credentials.Key _, Credentials.None _ -> OF_KEY;
    };
  }
}
