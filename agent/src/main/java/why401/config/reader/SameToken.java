package why401.config.reader;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TokenOrder;

/// Finds credentials that ask for the same token as the same client, but differ so that each has to
/// obtain its own. Some providers keep one token for each client, so that each renewal of one ends
/// the token of the other.
public final class SameToken {
  private SameToken() {}

  /// What is asked for.
  ///
  /// @param user whose token it is, empty for the client's own
  private record Wanted(
      Issuer issuer,
      String client,
      @Nullable String scope,
      @Nullable String audience,
      Map<String, String> parameters,
      String user) {
    static Wanted of(OAuthClient client, String user) {
      return new Wanted(
          client.issuer(),
          client.authentication().clientId(),
          client.scope(),
          client.audience(),
          client.parameters(),
          user);
    }
  }

  /// Warns of each of `credentials` that differs from another one in what does not change the
  /// token.
  ///
  /// @param all the section that they were read from
  public static void warn(@Nullable Section all, Map<String, Credential> credentials) {
    Map<Wanted, Credential.Renewable> first = new HashMap<>();
    for (Credential credential : new TreeMap<>(credentials).values()) {
      Wanted wanted = wanted(credential);
      if (wanted == null || !(credential instanceof Credential.Renewable own)) {
        continue;
      }
      Credential.Renewable other = first.putIfAbsent(wanted, own);
      Section section = all == null || other == null ? null : all.section(own.name());
      if (section != null && !TokenOrder.of(own).equals(TokenOrder.of(other))) {
        section.warn(
            "client-id",
            "asks for the same token as %s, but with other settings, so both obtain one; at a provider that keeps one token for each client, each renewal of one ends that of the other (better: the same settings, which share one token, or a client for each)"
                .formatted(other.name()));
      }
    }
  }

  private static @Nullable Wanted wanted(Credential credential) {
    return switch (credential) {
      case Credential.ClientCredentials own -> Wanted.of(own.client(), "");
      case Credential.Password user -> Wanted.of(user.client(), user.username());
      default -> null;
    };
  }
}
