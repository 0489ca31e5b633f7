package why401.token.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenResult;

/// Client identifier and secret in Basic: RFC 6749, 2.3.1 has them form-encoded, and some providers
/// take them as they are. Where that differs and the client is refused, the other form is tried
/// once for each secret; the one that works is kept.
final class BasicFormat {
  private static final Logger LOG = LoggerFactory.getLogger(BasicFormat.class);

  /// How a client identifier and its secret are written.
  enum BasicForm {
    /// As in RFC 6749.
    ENCODED {
      @Override
      IssuerRequest apply(
          IssuerRequest request, ClientAuthentication client, RequestSecrets secrets) {
        return request;
      }
    },
    /// As they are.
    PLAIN {
      @Override
      IssuerRequest apply(
          IssuerRequest request, ClientAuthentication client, RequestSecrets secrets)
          throws SecretUnavailableException {
        if (!(client instanceof ClientAuthentication.WithSecret shared)) {
          return request;
        }
        String pair = shared.clientId() + ":" + secrets.read(shared.secret()).reveal();
        String sent = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        secrets.redactor().add(sent);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", "Basic " + sent);
        return new IssuerRequest(
            request.method(),
            request.url(),
            headers,
            request.body(),
            request.tls(),
            request.timeout());
      }
    };

    abstract IssuerRequest apply(
        IssuerRequest request, ClientAuthentication client, RequestSecrets secrets)
        throws SecretUnavailableException;

    private BasicForm other() {
      return this == ENCODED ? PLAIN : ENCODED;
    }
  }

  /// One request for a token.
  interface Attempt {
    TokenResult with(BasicForm form)
        throws IssuerTransportException,
            SecretUnavailableException,
            SigningKey.UnusableKeyException;
  }

  /// A client at a provider.
  private record Client(Issuer issuer, ClientAuthentication authentication) {
    static Client of(OAuthClient client) {
      return new Client(client.issuer(), client.authentication());
    }
  }

  /// What is known of one client.
  ///
  /// @param tried fingerprint of the secret with which both were tried in vain
  private record Known(BasicForm form, String tried) {}

  private final Map<Client, Known> known = new ConcurrentHashMap<>();

  /// The form that was found to work, or that of RFC 6749.
  BasicForm of(OAuthClient client) {
    Known found = known.get(Client.of(client));
    return found == null ? BasicForm.ENCODED : found.form();
  }

  /// Requests a token in the form that is known to work; in the other one if the client is refused
  /// and that may be why.
  TokenResult either(Credential.OAuth credential, RequestSecrets secrets, Attempt attempt)
      throws IssuerTransportException, SecretUnavailableException, SigningKey.UnusableKeyException {
    Client client = Client.of(credential.client());
    Known before = known.getOrDefault(client, new Known(BasicForm.ENCODED, ""));
    TokenResult result = attempt.with(before.form());
    if (!(result instanceof TokenResult.Failed failed)
        || !TokenErrorClassifier.refusesClient(failed)
        || !(credential.client().authentication() instanceof ClientAuthentication.WithSecret shared)
        || !differs(shared, secrets)) {
      return result;
    }
    String fingerprint = secrets.read(shared.secret()).fingerprint();
    if (fingerprint.equals(before.tried())) {
      return result;
    }
    known.put(client, new Known(before.form(), fingerprint));
    BasicForm other = before.form().other();
    TokenResult second = attempt.with(other);
    if (second instanceof TokenResult.Failed again && TokenErrorClassifier.refusesClient(again)) {
      return result;
    }
    if (second instanceof TokenResult.Obtained) {
      known.put(client, new Known(other, ""));
      LOG.info(
          "{}: the identity provider takes client id and secret {} in Basic (RFC 6749, 2.3.1)",
          credential.name(),
          other == BasicForm.PLAIN ? "as they are, not form-encoded," : "form-encoded");
    }
    return second;
  }

  private static boolean differs(ClientAuthentication.WithSecret shared, RequestSecrets secrets)
      throws SecretUnavailableException {
    String secret = secrets.read(shared.secret()).reveal();
    return shared.method() == ClientAuthentication.Method.BASIC
        && !(encoded(shared.clientId()).equals(shared.clientId())
            && encoded(secret).equals(secret));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
