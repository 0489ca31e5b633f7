package why401.probe.okhttp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.credential.secret.Secret;
import why401.http.Header;
import why401.probe.Probe;
import why401.response.statement.RequestContext;
import why401.response.statement.RequestContext.Endpoint;
import why401.token.Credentials;

/// Finds the credential in the body of a request for a token or a login, as a form or in JSON.
public final class BodyCredential {
  private static final String SECRET =
      "([\\w-]*(?:secret|assertion|refresh_token|passw(?:or)?d|passphrase|subject_token|device_code)"
          + "[\\w-]*|pwd|pass|code|pin|otp)";
  private static final Pattern IN_FORM =
      Pattern.compile("(?:^|&)" + SECRET + "=([^&]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_JSON =
      Pattern.compile(
          "\"" + SECRET + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern GRANT =
      Pattern.compile("(?:^|[&{,\\s])\"?grant_type\"?\\s*[=:]\\s*\"?([^&\",}\\s]+)");

  private BodyCredential() {}

  /// What the body of `probe` carries, beside `client` in its header; `client` itself if it carries
  /// nothing.
  public static Credentials in(Probe probe, Credentials client) {
    String body = probe.body();
    if (body == null || body.isBlank() || client instanceof Credentials.Body) {
      return client;
    }
    List<Secret> secrets = secrets(body);
    Matcher grant = GRANT.matcher(body);
    if (grant.find()) {
      return new Credentials.Body(client, type(decoded(grant.group(1))), secrets);
    }
    boolean login = client instanceof Credentials.None && !secrets.isEmpty() && login(probe);
    return login ? new Credentials.Body(client, "form-login", secrets) : client;
  }

  private static boolean login(Probe probe) {
    List<Header> headers = new ArrayList<>();
    probe.headers().forEach((name, value) -> headers.add(new Header(name, value)));
    return RequestContext.guess(probe.url().toString(), headers, String.valueOf(probe.body()))
            .endpoint()
        == Endpoint.LOGIN;
  }

  /// The grant as credentials are typed.
  private static String type(String grant) {
    return switch (grant) {
      case "client_credentials" -> "client-credentials";
      case "password" -> "password";
      case "refresh_token", "authorization_code" -> "refresh-token";
      default -> grant.endsWith("token-exchange") ? "token-exchange" : "jwt-bearer";
    };
  }

  /// As they stand in the body, and decoded.
  private static List<Secret> secrets(String body) {
    Set<String> values = new LinkedHashSet<>();
    boolean json = body.strip().startsWith("{");
    Matcher found = (json ? IN_JSON : IN_FORM).matcher(body);
    while (found.find()) {
      values.add(json ? found.group(2).replaceAll("\\\\(.)", "$1") : decoded(found.group(2)));
      values.add(found.group(2));
    }
    return values.stream().map(Secret::of).toList();
  }

  private static Optional<String> tryDecoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return tryDecoded(text).orElse(text);
  }
}
