package why401.token;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.Secret;
import why401.credential.SecretUnavailableException;
import why401.credential.Tls;
import why401.token.Tokens.Introspection;

/// Asks an identity provider about a token: by introspection (RFC 7662), or by userinfo where that
/// is not offered to us.
final class Introspector {
  private final Discovery discovery;

  Introspector(Discovery discovery) {
    this.discovery = discovery;
  }

  /// @param client who asks, or null if nobody can prove who he is
  Introspection ask(Line line, Issuer issuer, Tls tls, @Nullable OAuthClient client, Secret token) {
    try {
      Endpoints endpoints = discovery.endpoints(issuer, tls, line);
      Introspection said = new Introspection.Unanswered("no introspection endpoint is usable");
      if (endpoints.introspection() != null && client != null) {
        said = introspect(line, endpoints.introspection(), client, token);
      }
      return said instanceof Introspection.Unanswered && endpoints.userinfo() != null
          ? userinfo(line, endpoints.userinfo(), tls, token)
          : said;
    } catch (WireException | LostException | SecretUnavailableException e) {
      return new Introspection.Unanswered(String.valueOf(e.getMessage()));
    } catch (SigningKey.UnusableKeyException e) {
      return new Introspection.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private static Introspection introspect(Line line, URI endpoint, OAuthClient client, Secret token)
      throws WireException, SecretUnavailableException, SigningKey.UnusableKeyException {
    Secrets secrets = new Secrets();
    ClientAuthentication authentication = client.authentication();
    ClientProof proof = ClientProof.of(authentication, endpoint, line.now().wall(), secrets);
    var subject = new TypelessAccessToken(token.reveal());
    var request = new TokenIntrospectionRequest(endpoint, proof.nimbus(), subject);
    WireResponse response =
        line.exchange(TokenRequests.toWire(request.toHTTPRequest(), client, line.left(), secrets));
    Map<String, Object> said = TokenAnswers.members(response.body());
    if (response.status() != 200 || !(said.get("active") instanceof Boolean active)) {
      return new Introspection.Unanswered("introspection: status " + response.status());
    }
    return active
        ? new Introspection.Active(text(said.get("scope")), text(said.get("aud")))
        : new Introspection.Inactive();
  }

  private static Introspection userinfo(Line line, URI endpoint, Tls tls, Secret token)
      throws WireException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Authorization", "Bearer " + token.reveal());
    WireResponse response =
        line.exchange(new WireRequest("GET", endpoint, headers, null, tls, line.left()));
    return switch (response.status()) {
      case 200 -> new Introspection.Active(null, null);
      case 401 -> new Introspection.Inactive();
      default -> new Introspection.Unanswered("userinfo: status " + response.status());
    };
  }

  /// One value, or several separated by blanks.
  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case String one -> one;
      case List<?> many -> String.join(" ", many.stream().map(String::valueOf).toList());
      case null, default -> null;
    };
  }
}
