package why401.token.authorization;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.io.PlainText;
import why401.time.Durations;
import why401.token.RenewalFailure;
import why401.token.authorization.AuthorizationResult.NotGranted;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenRequestException;
import why401.token.issuer.TokenResult;
import why401.token.oauth.TokenEndpointClient;
import why401.token.oauth.TokenResponseParser;

/// Device authorization (RFC 8628): a person signs in on any machine, and the token endpoint is
/// polled meanwhile.
final class DeviceAuthorization {
  private static final Duration SLOWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int LONGEST_CODE = 40;

  private final UserAuthorization user;
  private final TokenEndpointClient tokens;
  private final URI endpoint;

  DeviceAuthorization(UserAuthorization user, TokenEndpointClient tokens, URI endpoint) {
    this.user = user;
    this.tokens = tokens;
    this.endpoint = endpoint;
  }

  AuthorizationResult authorize(Credential.RefreshToken credential, AuthorizationPrompt prompt)
      throws TokenRequestException, InterruptedException {
    IssuerResponse response =
        tokens.authorizeDevice(user.session(credential), credential, endpoint);
    DeviceAuthorizationSuccessResponse offer = offer(response);
    URI url = offer == null ? null : shown(offer);
    if (offer == null || url == null) {
      return new NotGranted(
          "device authorization: an answer that cannot be used (expected: device_code, user_code"
              + " and verification_uri)");
    }
    Duration life = Durations.min(Duration.ofSeconds(offer.getLifetime()), LONGEST);
    Instant until = user.now().plus(life);
    String code = PlainText.of(offer.getUserCode().getValue());
    boolean complete = url.equals(offer.getVerificationURIComplete());
    prompt.show(url, code, complete, until);
    return poll(credential, offer, until);
  }

  /// The one that has the code already, if there is one.
  private static @Nullable URI shown(DeviceAuthorizationSuccessResponse offer) {
    URI complete = offer.getVerificationURIComplete();
    URI plain = offer.getVerificationURI();
    boolean fit = offer.getUserCode().getValue().length() <= LONGEST_CODE;
    return !fit ? null : isPage(complete) ? complete : isPage(plain) ? plain : null;
  }

  private static boolean isPage(@Nullable URI url) {
    return url != null && String.valueOf(url.getScheme()).matches("(?i)https?");
  }

  /// Read by Nimbus, after the names and types that some providers use were made those of the RFC.
  private static @Nullable DeviceAuthorizationSuccessResponse offer(IssuerResponse response) {
    Map<String, Object> members = new HashMap<>(TokenResponseParser.members(response.body()));
    Object url = members.remove("verification_url");
    if (url != null) {
      members.putIfAbsent("verification_uri", url);
    }
    for (String name : new String[] {"expires_in", "interval"}) {
      Duration read = TokenExpiry.lenient(members.remove(name));
      if (read != null && read.isPositive()) {
        members.put(name, read.toSeconds());
      }
    }
    members.putIfAbsent("expires_in", Duration.ofMinutes(10).toSeconds());
    try {
      HTTPResponse strict = new HTTPResponse(200);
      strict.setEntityContentType(ContentType.APPLICATION_JSON);
      strict.setBody(JSONObjectUtils.toJSONString(members));
      return DeviceAuthorizationSuccessResponse.parse(strict);
    } catch (ParseException | RuntimeException e) {
      return null;
    }
  }

  private AuthorizationResult poll(
      Credential.RefreshToken credential, DeviceAuthorizationSuccessResponse offer, Instant until)
      throws InterruptedException {
    Duration pause = Durations.min(Duration.ofSeconds(offer.getInterval()), LONGEST_PAUSE);
    Secret code = Secret.of(offer.getDeviceCode().getValue());
    DeviceCodeGrant grant = new DeviceCodeGrant(offer.getDeviceCode());
    while (user.now().plus(pause).isBefore(until)) {
      user.sleep(pause);
      TokenResult result = tokens.redeem(user.session(credential), credential, grant, code);
      switch (result) {
        case TokenResult.Obtained obtained -> {
          return UserAuthorization.granted(obtained);
        }
        case TokenResult.Failed failed -> {
          Duration next = next(failed.failure(), pause);
          if (next == null) {
            return new NotGranted(ended(failed));
          }
          pause = Durations.min(next, LONGEST_PAUSE);
        }
      }
    }
    return new NotGranted(OVER);
  }

  private static final String OVER =
      "expired: the code was not confirmed in time (expected: a sign-in before it ends; run the"
          + " command again)";

  /// The pause before the next poll, or null if there is none (RFC 8628, 3.5).
  private static @Nullable Duration next(RenewalFailure failure, Duration pause) {
    String error = Objects.requireNonNullElse(failure.error(), "");
    if (error.equals("authorization_pending")) {
      return pause;
    }
    if (error.equals("slow_down") || failure.reason() == RenewalFailure.Reason.RATE_LIMITED) {
      return pause.plus(SLOWER);
    }
    return switch (failure.reason()) {
      case UNREACHABLE, TIMEOUT, SERVER_ERROR -> pause.multipliedBy(2);
      case RATE_LIMITED,
          REJECTED,
          INVALID_RESPONSE,
          SECRET_UNAVAILABLE,
          MALFORMED,
          ACCOUNT_PROTECTION,
          PROXY_PROTECTION,
          SHUTDOWN ->
          null;
    };
  }

  private static String ended(TokenResult.Failed failed) {
    return switch (Objects.requireNonNullElse(failed.failure().error(), "")) {
      case "access_denied" ->
          "denied: the person who signed in, or the provider, refused it (expected: consent)";
      case "expired_token" -> OVER;
      default -> UserAuthorization.why(failed);
    };
  }
}
