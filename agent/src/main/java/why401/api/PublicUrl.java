package why401.api;

import java.util.regex.Pattern;

/// A configured URL as it may be shown: without user and password, and without the value of a
/// parameter that is called like a secret.
public final class PublicUrl {
  private static final Pattern USER = Pattern.compile("//[^/?#]*@");
  private static final Pattern SECRET =
      Pattern.compile(
          "([?&](?:[\\w.-]*(?:api_?key|api-key|token|secret|password|passwd|signature)|key|sig|auth)=)[^&#]*",
          Pattern.CASE_INSENSITIVE);

  private PublicUrl() {}

  /// `url` without its secrets.
  public static String of(String url) {
    return SECRET.matcher(USER.matcher(url).replaceFirst("//")).replaceAll("$1***");
  }
}
