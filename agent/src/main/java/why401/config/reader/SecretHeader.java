package why401.config.reader;

import java.util.regex.Pattern;

/// Recognizes a header whose value is a secret, by its name or by the form of the value.
final class SecretHeader {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(api-?_?key|token|secret|passw|credential|signature).*"
              + "|(.*[-_])?(auth|key|sig|session)([-_].*)?");

  /// Named like secrets, and none.
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?i)idempotency-key|.*-public-key|x-csrf-?token|x-xsrf-token|csrf-token|.*key-id"
              + "|sec-.*|accept.*|content-.*|user-agent|x-requested-with|trace.*|if-.*");

  private static final Pattern VALUE =
      Pattern.compile(
          "(?i)(bearer|basic|token|apikey)\\s+\\S{8,}"
              + "|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_=-]+.*"
              + "|(sk|pk|rk|ghp|gho|glpat|xox[a-z])[-_]\\S{8,}"
              + "|(?=[^\\s]*[0-9])(?=[^\\s]*[a-z])[A-Za-z0-9_+=~-]{32,}");

  private static final int SHORTEST = 8;

  private SecretHeader() {}

  /// Whether the header `name` with `value` looks like one.
  static boolean resembles(String name, String value) {
    if (PUBLIC.matcher(name).matches()) {
      return false;
    }
    String text = value.strip();
    return VALUE.matcher(text).matches()
        || (NAME.matcher(name).matches() && text.length() >= SHORTEST && !text.contains(" "));
  }
}
