package why401.token;

import why401.credential.Credential;
import why401.credential.Secret;

/// What one request shows to prove who we are. The transport puts it on the wire; nobody else
/// reveals it.
public sealed interface Proof {
  /// Authentication scheme in the words of the field: `Basic`, `Digest`, `Bearer`, `api-key`,
  /// `cookie`, or empty for none.
  String scheme();

  /// Equal for equal secrets within this process; tells nothing else. Empty for none.
  String fingerprint();

  /// Nothing is shown.
  record None() implements Proof {
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
  record Basic(String username, Secret password) implements Proof {
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
  record Digest(String username, Secret password) implements Proof {
    @Override
    public String scheme() {
      return "Digest";
    }

    @Override
    public String fingerprint() {
      return password.fingerprint();
    }
  }

  /// An API key.
  record Key(Credential.Placement in, String parameter, Secret value) implements Proof {
    @Override
    public String scheme() {
      return "api-key";
    }

    @Override
    public String fingerprint() {
      return value.fingerprint();
    }
  }

  /// A bearer token that somebody else renews.
  record StaticBearer(Secret value) implements Proof {
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
  record AccessToken(Token token) implements Proof {
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
  record Session(Token token, String origin) implements Proof {
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
