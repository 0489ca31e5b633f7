package why401.token.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Redactor;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.http.html.XmlFields;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;
import why401.token.Token;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Obtains temporary keys for the token of a workload: AssumeRoleWithWebIdentity of the Security
/// Token Service, a request that is not signed itself.
public final class WebIdentityClient {
  private static final int FIELDS = 40;
  private static final Duration ASSUMED = Duration.ofMinutes(15);
  private static final Set<String> PASSING =
      Set.of("IDPCommunicationError", "InternalFailure", "ServiceUnavailable");
  private static final Set<String> LIMITED =
      Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");

  /// Temporary keys as a token whose signer uses them.
  public TokenResult obtain(IssuerSession session, Credential.AwsWebIdentity credential) {
    RequestSecrets secrets = new RequestSecrets();
    try {
      Secret token = secrets.read(credential.token());
      ClockReading sent = session.now();
      IssuerResponse response = session.exchange(request(session, credential, token));
      Map<String, String> fields = new LinkedHashMap<>();
      XmlFields.of(response.body(), FIELDS)
          .forEach(field -> fields.putIfAbsent(field.name(), field.text()));
      return response.successful() && fields.containsKey("SecretAccessKey")
          ? obtained(credential, fields, sent, session.offset())
          : failed(response, fields, secrets.redactor(), sent.wall());
    } catch (IssuerTransportException e) {
      return TokenErrorClassifier.of(e, session.now().wall());
    } catch (SecretUnavailableException e) {
      return new Failed(
          RenewalFailure.of(
              session.now().wall(), Reason.SECRET_UNAVAILABLE, String.valueOf(e.getMessage())),
          Kind.REJECTED);
    }
  }

  private static IssuerRequest request(
      IssuerSession session, Credential.AwsWebIdentity credential, Secret token) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "AssumeRoleWithWebIdentity");
    form.put("Version", "2011-06-15");
    form.put("RoleArn", credential.roleArn());
    form.put("RoleSessionName", credential.sessionName());
    form.put("WebIdentityToken", token.reveal().strip());
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return new IssuerRequest(
        "POST",
        credential.url(),
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/xml"),
        body,
        credential.tls(),
        session.left());
  }

  private static TokenResult obtained(
      Credential.AwsWebIdentity credential,
      Map<String, String> fields,
      ClockReading sent,
      Duration offset) {
    String session = fields.get("SessionToken");
    AwsKeySet keys =
        new AwsKeySet(
            fields.getOrDefault("AccessKeyId", ""),
            Secret.of(fields.getOrDefault("SecretAccessKey", "")),
            session == null ? null : Secret.of(session));
    Instant end = instant(fields.get("Expiration"));
    TokenExpiry expiry =
        end == null
            ? new TokenExpiry(ASSUMED, Token.ExpirySource.ASSUMED, false)
            : new TokenExpiry(
                Duration.between(sent.wall(), end.minus(offset)),
                Token.ExpirySource.EXPIRES_IN,
                false);
    return TokenResult.Obtained.signing(
        Secret.of(keys.accessKeyId() + keys.secretKey().reveal()),
        sent,
        expiry,
        null,
        new AwsRequestSigner(credential.region(), credential.service(), keys));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Failed failed(
      IssuerResponse response, Map<String, String> fields, Redactor redactor, Instant at) {
    String code = redactor.code(fields.get("Code"));
    if (code == null) {
      return TokenErrorClassifier.of(response, Map.of(), redactor, at);
    }
    boolean passing = response.status() >= 500 || PASSING.contains(code);
    boolean limited = LIMITED.contains(code);
    Reason reason = limited ? Reason.RATE_LIMITED : passing ? Reason.SERVER_ERROR : Reason.REJECTED;
    RenewalFailure failure =
        new RenewalFailure(
            at,
            reason,
            response.status(),
            code,
            redactor.description(fields.getOrDefault("Message", code)),
            response.redacted(redactor));
    return new Failed(failure, passing || limited ? Kind.TRANSIENT : Kind.REJECTED);
  }
}
