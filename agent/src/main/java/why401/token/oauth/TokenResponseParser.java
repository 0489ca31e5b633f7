package why401.token.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;
import why401.credential.secret.Secret;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;

/// Parses the responses of token endpoints leniently, since servers are careless.
public final class TokenResponseParser {
  private static final String UNWANTED =
      "token_type: DPoP (expected: Bearer, or dpop = true in the configuration)";
  private static final String UNBOUND =
      "token_type: not DPoP (expected: DPoP; the identity provider did not bind the token to our"
          + " key)";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private TokenResponseParser() {}

  /// @param assumed the assumed lifetime of a token without a stated expiry
  /// @param offset the issuer's clock minus ours
  static TokenResult read(
      IssuerResponse response,
      Redactor redactor,
      ClockReading sent,
      Duration assumed,
      Duration offset) {
    return isBound(response)
        ? misfit(response, redactor, sent, UNWANTED)
        : parsed(response, redactor, sent, assumed, offset);
  }

  /// The same where the token has to be bound to a key (RFC 9449, 5).
  static TokenResult readBound(
      IssuerResponse response,
      Redactor redactor,
      ClockReading sent,
      Duration assumed,
      Duration offset) {
    TokenResult result = parsed(response, redactor, sent, assumed, offset);
    return result instanceof TokenResult.Obtained && !isBound(response)
        ? misfit(response, redactor, sent, UNBOUND)
        : result;
  }

  private static boolean isBound(IssuerResponse response) {
    return members(response.body()).get("token_type") instanceof String type
        && type.equalsIgnoreCase("DPoP");
  }

  /// A token that cannot be used as it is; what it was issued for may be spent.
  private static TokenResult misfit(
      IssuerResponse response, Redactor redactor, ClockReading sent, String why) {
    RenewalFailure failure =
        new RenewalFailure(
            sent.wall(),
            RenewalFailure.Reason.INVALID_RESPONSE,
            response.status(),
            null,
            why,
            response.redacted(redactor));
    return new TokenResult.Failed(failure, TokenResult.Kind.AMBIGUOUS);
  }

  private static TokenResult parsed(
      IssuerResponse response,
      Redactor redactor,
      ClockReading sent,
      Duration assumed,
      Duration offset) {
    Map<String, Object> members = members(response.body());
    if (!response.successful() || members.isEmpty()) {
      return TokenErrorClassifier.of(response, members, redactor, sent.wall());
    }
    AccessTokenResponse parsed;
    try {
      parsed = parse(members);
    } catch (com.nimbusds.oauth2.sdk.ParseException | RuntimeException e) {
      return TokenErrorClassifier.of(response, members, redactor, sent.wall());
    }
    boolean hasDate = response.header("date") != null || !offset.isZero();
    Duration expiresIn = TokenExpiry.lenient(members.get("expires_in"));
    JWTClaimsSet claims = claims(parsed.getTokens().getAccessToken().getValue());
    boolean byItself = !hasDate && issuedNow(claims, expiresIn);
    Instant expiresAt = byItself ? null : expiry(claims, offset);
    TokenExpiry expiry =
        TokenExpiry.of(sent.wall(), expiresIn, expiresAt, assumed)
            .as(TokenExpiry.Stated.of(members.get("expires_in")));
    return obtained(parsed, members, sent, expiry, notBefore(claims, offset));
  }

  private static TokenResult obtained(
      AccessTokenResponse parsed,
      Map<String, Object> members,
      ClockReading sent,
      TokenExpiry expiry,
      @Nullable Instant notBefore) {
    var tokens = parsed.getTokens();
    String value = tokens.getAccessToken().getValue();
    var refresh = tokens.getRefreshToken();
    TokenResult.Rotated rotated =
        refresh == null
            ? null
            : new TokenResult.Rotated(Secret.of(refresh.getValue()), refreshLife(members));
    var scope = tokens.getAccessToken().getScope();
    return new TokenResult.Obtained(
        Secret.of(value),
        List.of(),
        sent,
        expiry,
        notBefore,
        TokenExpiry.lenient(members.get("refresh_in")),
        scope == null ? null : scope.toString(),
        rotated);
  }

  /// Nimbus reads it once the members are of the types that RFC 6749 wants; our own reading of
  /// `expires_in` is more lenient than its.
  private static AccessTokenResponse parse(Map<String, Object> members)
      throws com.nimbusds.oauth2.sdk.ParseException {
    Map<String, Object> strict = new HashMap<>();
    for (String name : new String[] {"access_token", "refresh_token", "scope"}) {
      if (members.get(name) instanceof String text && !text.isBlank()) {
        strict.put(name, text);
      }
    }
    strict.put("token_type", "Bearer");
    HTTPResponse response = new HTTPResponse(200);
    response.setEntityContentType(com.nimbusds.common.contenttype.ContentType.APPLICATION_JSON);
    response.setBody(JSONObjectUtils.toJSONString(strict));
    return AccessTokenResponse.parse(response);
  }

  private static @Nullable Duration refreshLife(Map<String, Object> members) {
    Duration life = TokenExpiry.lenient(members.get("refresh_expires_in"));
    return life == null ? TokenExpiry.lenient(members.get("refresh_token_expires_in")) : life;
  }

  /// Whether the token's own claims say that it was issued for this response: then `expires_in`
  /// says the same as `exp`, and no clock has to be right.
  private static boolean issuedNow(@Nullable JWTClaimsSet claims, @Nullable Duration expiresIn) {
    if (claims == null || claims.getIssueTime() == null || claims.getExpirationTime() == null) {
      return false;
    }
    Duration life =
        Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    return expiresIn != null && life.minus(expiresIn).abs().compareTo(SECOND) <= 0;
  }

  static @Nullable public Instant expiry(@Nullable JWTClaimsSet claims, Duration offset) {
    return claims == null || claims.getExpirationTime() == null
        ? null
        : claims.getExpirationTime().toInstant().minus(offset);
  }

  private static @Nullable Instant notBefore(@Nullable JWTClaimsSet claims, Duration offset) {
    return claims == null || claims.getNotBeforeTime() == null
        ? null
        : claims.getNotBeforeTime().toInstant().minus(offset);
  }

  /// The claims of a token that is a readable JWT, or null. Nothing is verified: the claims only
  /// tell when to renew.
  static @Nullable public JWTClaimsSet claims(String token) {
    try {
      return JWTParser.parse(token).getJWTClaimsSet();
    } catch (ParseException | RuntimeException e) {
      return null;
    }
  }

  /// The members of a JSON object, empty if `body` is none.
  public static Map<String, Object> members(String body) {
    try {
      // The JSON text null is null to Nimbus.
      Map<String, Object> members = JSONObjectUtils.parse(body);
      return members == null ? Map.of() : members;
    } catch (ParseException | RuntimeException e) {
      return Map.of();
    }
  }
}
