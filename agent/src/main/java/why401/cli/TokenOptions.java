package why401.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import why401.app.AdHocDiagnosis;

/// What the target is known to demand of a token, and who may be asked about its key.
final class TokenOptions {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = "Issuer that the target trusts; it is asked for its keys.")
  private @Nullable String issuer;

  @Option(
      names = "--jwks-url",
      paramLabel = "URL",
      description = "Key set of the issuer; it is asked for the token's key.")
  private @Nullable String keys;

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description = "Audience that the target demands.")
  private @Nullable String audience;

  boolean given() {
    return issuer != null || keys != null || audience != null;
  }

  /// `plain` with what is known.
  ///
  /// @throws IllegalArgumentException if a URL is none
  AdHocDiagnosis complete(AdHocDiagnosis plain) {
    if (issuer != null) {
      url("--issuer", issuer);
    }
    return plain.demanding(issuer, keys == null ? null : url("--jwks-url", keys), audience);
  }

  private static URI url(String option, String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException(option + ": no URL (expected: https://…)");
  }
}
