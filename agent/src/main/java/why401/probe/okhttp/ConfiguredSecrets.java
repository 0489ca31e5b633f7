package why401.probe.okhttp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.probe.Probe;

/// What in a probe itself may be a secret, beside its credential: in headers, body and URL that the
/// configuration has, and the password of its proxy.
final class ConfiguredSecrets {
  private static final int SHORTEST = 4;
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:pass|pwd|secret|token|key|pin|otp|auth|sig)[\\w.-]{0,40}\"?\\s*[=:]\\s*\"?([^\"&\\s,}#]+)");

  private ConfiguredSecrets() {}

  static List<Secret> of(Probe probe) {
    List<String> found = new ArrayList<>();
    probe
        .headers()
        .forEach(
            (name, value) -> {
              if (!RequestFactory.HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                carried(value, found);
              }
            });
    named(probe.body(), found);
    named(probe.url().getRawQuery(), found);
    userInfo(probe.url().getRawUserInfo(), found);
    proxy(probe.proxy(), found);
    probe.companions().ready().stream()
        .flatMap(companion -> companion.credentials().secrets().stream())
        .forEach(secret -> found.add(secret.reveal()));
    return found.stream().filter(value -> value.length() >= SHORTEST).map(Secret::of).toList();
  }

  /// A value, and what stands in it after the name of a scheme or of a cookie.
  private static void carried(String value, List<String> into) {
    into.add(value);
    for (String part : value.split("[\\s;]+")) {
      String bare = part.replaceFirst("^[\\w.-]+=(?=.)", "");
      if (!bare.matches("(?i)bearer|basic|token|apikey|digest")) {
        into.add(bare);
      }
    }
  }

  private static void named(@Nullable String text, List<String> into) {
    if (text != null) {
      NAMED.matcher(text).results().forEach(match -> into.add(match.group(1)));
    }
  }

  private static void userInfo(@Nullable String userInfo, List<String> into) {
    if (userInfo != null) {
      into.add(userInfo.substring(userInfo.indexOf(':') + 1));
      into.add(base64(userInfo));
    }
  }

  private static void proxy(Probe.@Nullable Proxy proxy, List<String> into) {
    if (proxy == null || proxy.password() == null) {
      return;
    }
    try {
      String password = proxy.password().read().reveal();
      into.add(password);
      into.add(base64(proxy.username() + ":" + password));
    } catch (SecretUnavailableException e) {
      // Then it was not sent.
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
