package why401.credential.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out of an answer whatever was sent with the question: servers echo passwords and tokens in
/// their error texts.
public final class Redactor {
  /// Characters of a body that are kept.
  static final int BODY_LIMIT = 4096;

  private static final String MASK = "***";
  private static final int DESCRIPTION_LIMIT = 200;
  private static final int PIECE = 8;
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_=-]*){0,4}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private final Set<String> sent = new LinkedHashSet<>();
  private @Nullable SecretDefect damage;

  /// Remembers that `value` was sent; its URL-encoded and Base64 forms are known too.
  public void add(String value) {
    if (!value.isEmpty()) {
      byte[] octets = value.getBytes(StandardCharsets.UTF_8);
      damage = damage == null ? SecretDefect.in(value) : damage;
      sent.add(value);
      sent.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
      sent.add(Base64.getEncoder().encodeToString(octets));
      sent.add(Base64.getEncoder().withoutPadding().encodeToString(octets));
      sent.add(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }
  }

  public void add(Secret secret) {
    add(secret.reveal());
  }

  void addAll(Collection<String> values) {
    values.forEach(this::add);
  }

  /// What is visibly wrong with anything that was sent, or null.
  @Nullable
  public SecretDefect damage() {
    return damage;
  }

  /// `text` on one line, without secrets and not longer than a line should be.
  public String description(String text) {
    String clean = CONTROL.matcher(clean(bounded(text, BODY_LIMIT))).replaceAll(" ").strip();
    return bounded(clean, DESCRIPTION_LIMIT);
  }

  /// An `error` code, or null if it is none or has to do with a secret.
  @Nullable
  public String code(@Nullable Object code) {
    return code instanceof String text && CODE.matcher(text).matches() && clean(text).equals(text)
        ? text
        : null;
  }

  /// The beginning of a body, without secrets.
  public String beginning(String body) {
    return clean(bounded(body, BODY_LIMIT));
  }

  /// `text` without whatever was sent, or a piece of it, or anything that looks like a JWT.
  String clean(String text) {
    String cleaned = JWT.matcher(text).replaceAll(MASK);
    List<String> longestFirst = new ArrayList<>(sent);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    for (String secret : longestFirst) {
      cleaned = secret.length() < PIECE ? word(cleaned, secret) : pieces(cleaned, secret);
    }
    return cleaned;
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
