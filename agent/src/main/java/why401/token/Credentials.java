package why401.token;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import why401.credential.Credential;
import why401.credential.secret.Secret;

/// What one request shows to prove who we are. The transport puts it on the wire; nobody else
/// reveals it.
public sealed interface Credentials {
  /// The scheme of a request for a token.
  String TOKEN_REQUEST = "token-request";

  /// The scheme of a login.
  String LOGIN = "login";

  /// Authentication scheme in the words of the field: `Basic`, `Digest`, `Bearer`, `api-key`,
  /// `cookie`, [#TOKEN_REQUEST], [#LOGIN], or empty for none.
  String scheme();

  /// Equal for equal secrets within this process; tells nothing else. Empty for none.
  String fingerprint();

  /// Nothing is shown.
  record None() implements Credentials {
    @Override
    public String scheme() {
      return "";
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }

  /// User name and password for Basic.
  record Basic(String username, Secret password) implements Credentials {
    @Override
    public String scheme() {
      return "Basic";
    }

    @Override
    public String fingerprint() {
      return password.fingerprint();
    }
  }

  /// User name and password for Digest.
  record Digest(String username, Secret password) implements Credentials {
    @Override
    public String scheme() {
      return "Digest";
    }

    @Override
    public String fingerprint() {
      return password.fingerprint();
    }
  }

  /// An API key, or whatever else a header carries as it is.
  record Key(Credential.Placement in, String parameter, Secret value) implements Credentials {
    private static final Pattern WITH_SCHEME =
        Pattern.compile("^(bearer|basic|token|apikey)(?: +|$)", Pattern.CASE_INSENSITIVE);

    @Override
    public String scheme() {
      if (in == Credential.Placement.HEADER && parameter.equalsIgnoreCase("Cookie")) {
        return "cookie";
      }
      return switch (prefix().strip().toLowerCase(Locale.ROOT)) {
        case "bearer" -> "Bearer";
        case "basic" -> "Basic";
        default -> "api-key";
      };
    }

    /// The name of the scheme in front of what the header `CredentialsResult` carries, with the
    /// blanks behind it; empty in any other place.
    public String prefix() {
      boolean authorization =
          in == Credential.Placement.HEADER && parameter.equalsIgnoreCase("Authorization");
      Matcher matcher = WITH_SCHEME.matcher(value.reveal());
      return authorization && matcher.find() ? matcher.group() : "";
    }

    @Override
    public String fingerprint() {
      return value.fingerprint();
    }
  }

  /// What a request for a token or a login carries in its body, as it stands there.
  ///
  /// @param client what its header carries beside that, or [None]
  /// @param grant as credentials are typed: `client-credentials`, `password`, `form-login`, …
  /// @param secrets the values of the body that nobody may see
  record Body(Credentials client, String grant, List<Secret> secrets) implements Credentials {
    /// Copies.
    public Body {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String scheme() {
      return grant.equals("form-login") ? LOGIN : TOKEN_REQUEST;
    }

    @Override
    public String fingerprint() {
      String all = secrets.stream().map(Secret::fingerprint).collect(Collectors.joining(" "));
      return Secret.of(client.fingerprint() + " " + all).fingerprint();
    }

    /// Whether it logs somebody in, so that refusals may lock an account.
    public boolean ofAccount() {
      return grant.equals("form-login") || grant.equals("password");
    }
  }

  /// A bearer token that somebody else renews.
  record StaticBearer(Secret value) implements Credentials {
    @Override
    public String scheme() {
      return "Bearer";
    }

    @Override
    public String fingerprint() {
      return value.fingerprint();
    }
  }

  /// An access token that we renew.
  record AccessToken(Token token) implements Credentials {
    @Override
    public String scheme() {
      return "Bearer";
    }

    @Override
    public String fingerprint() {
      return token.value().fingerprint();
    }
  }

  /// The cookies of a session; they go to `origin` alone.
  record Session(Token token, String origin) implements Credentials {
    @Override
    public String scheme() {
      return "cookie";
    }

    @Override
    public String fingerprint() {
      return Secret.of(
              token.cookies().entrySet().stream()
                  .sorted(java.util.Map.Entry.comparingByKey())
                  .map(cookie -> cookie.getKey() + "=" + cookie.getValue().fingerprint())
                  .toList()
                  .toString())
          .fingerprint();
    }
  }
}
