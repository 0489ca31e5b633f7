package why401.credential.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one place that removes secrets from text before it is kept, logged or reported.
///
/// An instance knows the secrets that were sent: servers echo passwords and tokens in their
/// responses. The static methods serve texts whose secrets are not known, such as a URL from a file
/// or a sentence of a server.
public final class Redactor {
  /// Characters of a body that are kept.
  static final int BODY_LIMIT = 4096;

  private static final String MASK = "***";
  private static final int DESCRIPTION_LIMIT = 200;
  private static final int QUOTE_LIMIT = 160;

  /// Masking a shorter secret within evidence would spoil the text and give away more than it
  /// hides.
  private static final int SHORTEST = 4;

  /// A part of a secret that is at least this long is masked like the whole.
  private static final int PIECE = 8;

  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_=-]*){0,4}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern LIKE_A_KEY =
      Pattern.compile(
          "(?=[^\\s\"]{0,200}\\d)[A-Za-z0-9_+/=~.*-]{20,}|\\b(?:sk|pk|rk|key|ghp|gho|glpat|xox[a-z])[-_][^\\s\",]+");
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "([?&](?:[\\w.-]*(?:api_?key|api-key|token|secret|password|passwd|signature)|key|sig|auth)=)[^&#]*",
          Pattern.CASE_INSENSITIVE);
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed();

  private final Set<String> sent = new LinkedHashSet<>();
  private final Set<String> forms = new LinkedHashSet<>();
  private final Set<String> tooShort = new LinkedHashSet<>();
  private @Nullable List<String> sortedForms;

  /// A redactor that knows `secrets`.
  public static Redactor of(Collection<Secret> secrets) {
    Redactor redactor = new Redactor();
    secrets.forEach(redactor::add);
    return redactor;
  }

  /// Remembers that `value` was sent; its URL-encoded and Base64 forms are recognized too.
  public void add(String value) {
    if (!value.isEmpty()) {
      sent.add(value);
      byte[] octets = value.getBytes(StandardCharsets.UTF_8);
      String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
      List<String> all =
          List.of(
              value,
              encoded,
              encoded.replace("+", "%20"),
              Base64.getEncoder().encodeToString(octets),
              Base64.getEncoder().withoutPadding().encodeToString(octets),
              Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
      (value.length() < SHORTEST ? tooShort : forms).addAll(all);
      sortedForms = null;
    }
  }

  /// Remembers that `secret` was sent.
  public void add(Secret secret) {
    add(secret.reveal());
  }

  /// What is visibly wrong with anything that was sent, or null.
  @Nullable
  public SecretDefect defect() {
    for (String value : sent) {
      SecretDefect found = SecretDefect.in(value);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// `text` without the secrets that were sent, otherwise unchanged: the text is evidence.
  public String redact(String text) {
    String redacted = text;
    for (String form : forms()) {
      redacted = redacted.replace(form, MASK);
    }
    return redacted;
  }

  /// The value of the header `name` without secrets. A cookie keeps its name and attributes only:
  /// the session may be a fresh one that was never sent.
  public String header(String name, String value) {
    if (!name.toLowerCase(Locale.ROOT).equals("set-cookie")) {
      return redact(value);
    }
    int equal = value.indexOf('=');
    int semicolon = value.indexOf(';');
    int end = semicolon < 0 ? value.length() : semicolon;
    return equal < 0 || equal + 1 >= end
        ? redact(value)
        : redact(value.substring(0, equal + 1) + MASK + value.substring(end));
  }

  /// `text` on one line, fit for a log: without secrets or parts of them, and at most as long as a
  /// line should be.
  public String description(String text) {
    String clean = CONTROL.matcher(strict(bounded(text, BODY_LIMIT))).replaceAll(" ").strip();
    return bounded(clean, DESCRIPTION_LIMIT);
  }

  /// An OAuth `error` code, or null if `code` is not one or contains a secret.
  @Nullable
  public String code(@Nullable Object code) {
    return code instanceof String text && CODE.matcher(text).matches() && strict(text).equals(text)
        ? text
        : null;
  }

  /// The beginning of a body, without secrets or parts of them.
  public String beginning(String body) {
    return strict(bounded(body, BODY_LIMIT));
  }

  /// A quotation from a server whose secrets are not known: whatever looks like a key or token is
  /// left out.
  public static String quote(String text) {
    String masked = LIKE_A_KEY.matcher(text.strip()).replaceAll("…");
    return masked.length() > QUOTE_LIMIT ? masked.substring(0, QUOTE_LIMIT) + "…" : masked;
  }

  /// A configured URL without user and password, and without the values of parameters that are
  /// named like secrets.
  public static String url(String url) {
    if (url.indexOf('@') < 0 && url.indexOf('=') < 0) {
      return url;
    }
    return SECRET_PARAMETER
        .matcher(USER_INFO.matcher(url).replaceFirst("//"))
        .replaceAll("$1" + MASK);
  }

  /// A text that was meant to be a URL and is not a valid one: user information and query are
  /// hidden, whatever they contain.
  public static String invalidUrl(String text) {
    return USER_INFO.matcher(text).replaceAll("//" + MASK + "@").replaceAll("\\?.*", "?…");
  }

  /// `text` without what was sent, parts of it, and anything that looks like a JWT.
  private String strict(String text) {
    String redacted = JWT.matcher(text).replaceAll(MASK);
    for (String form : forms()) {
      redacted = form.length() < PIECE ? redacted.replace(form, MASK) : pieces(redacted, form);
    }
    for (String form : longestFirst(tooShort)) {
      redacted = word(redacted, form);
    }
    return redacted;
  }

  private List<String> forms() {
    List<String> known = sortedForms;
    if (known == null) {
      known = longestFirst(forms);
      sortedForms = known;
    }
    return known;
  }

  /// The longest first, so that no form is broken by another that it contains.
  private static List<String> longestFirst(Set<String> forms) {
    List<String> sorted = new ArrayList<>(forms);
    sorted.sort(LONGEST_FIRST);
    return sorted;
  }

  private static String word(String text, String secret) {
    return text.contains(secret)
        ? Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(secret) + "(?![A-Za-z0-9])")
            .matcher(text)
            .replaceAll(MASK)
        : text;
  }

  private static String pieces(String text, String secret) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int length = matchAt(text, at, secret);
      if (length >= PIECE) {
        out.append(MASK);
        at += length;
      } else {
        out.append(text.charAt(at++));
      }
    }
    return out.toString();
  }

  private static int matchAt(String text, int at, String secret) {
    if (at + PIECE > text.length()) {
      return 0;
    }
    int found = secret.indexOf(text.substring(at, at + PIECE));
    int longest = 0;
    while (found >= 0) {
      int length = PIECE;
      while (at + length < text.length()
          && found + length < secret.length()
          && text.charAt(at + length) == secret.charAt(found + length)) {
        length++;
      }
      longest = Math.max(longest, length);
      found = secret.indexOf(text.substring(at, at + PIECE), found + 1);
    }
    return longest;
  }

  private static String bounded(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }
}
