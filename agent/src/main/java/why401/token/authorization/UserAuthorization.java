package why401.token.authorization;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.time.PairedClock;
import why401.time.Sleeper;
import why401.token.authorization.AuthorizationResult.Granted;
import why401.token.authorization.AuthorizationResult.NotGranted;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.OkHttpIssuerTransport;
import why401.token.issuer.TokenRequestException;
import why401.token.issuer.TokenResult;
import why401.token.oauth.IssuerEndpoints;
import why401.token.oauth.IssuerMetadata;
import why401.token.oauth.TokenEndpointClient;

/// Lets a person sign in at an identity provider, so that it issues a refresh token.
public final class UserAuthorization implements AutoCloseable {
  private final IssuerTransport transport;
  private final PairedClock clocks;
  private final Sleeper sleeper;
  private final IssuerMetadata metadata = new IssuerMetadata();
  private final TokenEndpointClient tokens = new TokenEndpointClient(metadata);

  /// On its own connections.
  public UserAuthorization(InstantSource clock, Sleeper sleeper) {
    this.transport = OkHttpIssuerTransport.standard();
    this.clocks = new PairedClock(clock, System::nanoTime);
    this.sleeper = sleeper;
  }

  /// Lets a person sign in for `credential`.
  ///
  /// @param wanted how, or null for device authorization if the provider offers it
  public AuthorizationResult authorize(
      Credential.RefreshToken credential,
      @Nullable AuthorizationFlow wanted,
      AuthorizationPrompt prompt)
      throws InterruptedException {
    try {
      Credential.LoginEndpoints configured = credential.login();
      IssuerEndpoints found =
          metadata.endpoints(
              credential.client().issuer(), credential.client().tls(), session(credential));
      URI device = first(configured.device(), found.deviceAuthorization());
      URI authorization = first(configured.authorization(), found.authorization());
      if (device != null && wanted != AuthorizationFlow.BROWSER) {
        return new DeviceAuthorization(this, tokens, device).authorize(credential, prompt);
      }
      if (authorization != null && wanted != AuthorizationFlow.DEVICE) {
        return new BrowserAuthorization(this, tokens, authorization).authorize(credential, prompt);
      }
      return new NotGranted(missing(wanted));
    } catch (TokenRequestException e) {
      return new NotGranted(why(e.failed()));
    }
  }

  private static String missing(@Nullable AuthorizationFlow wanted) {
    if (wanted == null) {
      return "the identity provider names neither a device_authorization_endpoint nor an"
          + " authorization_endpoint (expected: one of them, or device-authorization-url or"
          + " authorization-url in the configuration)";
    }
    return wanted == AuthorizationFlow.DEVICE
        ? "the identity provider names no device_authorization_endpoint (expected: one, or"
            + " device-authorization-url in the configuration)"
        : "the identity provider names no authorization_endpoint (expected: one, or"
            + " authorization-url in the configuration)";
  }

  private static @Nullable URI first(@Nullable URI a, @Nullable URI b) {
    return a == null ? b : a;
  }

  /// For one request after the other.
  IssuerSession session(Credential.RefreshToken credential) {
    IssuerLimiter limiter = new IssuerLimiter(credential.issuerLabel(), clocks.now());
    return new IssuerSession(
        transport, clocks, limiter, new Cancellation(), credential.timeout(), () -> {});
  }

  Instant now() {
    return clocks.now().wall();
  }

  void sleep(Duration pause) throws InterruptedException {
    sleeper.sleep(pause);
  }

  /// The refresh token among the tokens.
  static AuthorizationResult granted(TokenResult.Obtained obtained) {
    TokenResult.Rotated issued = obtained.rotated();
    if (issued == null) {
      return new NotGranted(
          "signed in, but no refresh token was issued (expected: one; many providers want the"
              + " scope offline_access, or a client that may have them)");
    }
    Duration life = issued.life();
    boolean ends = life != null && life.isPositive();
    return new Granted(issued.refreshToken(), ends ? obtained.sent().wall().plus(life) : null);
  }

  /// In words for a terminal.
  static String why(TokenResult.Failed failed) {
    String error = failed.failure().error();
    String description = failed.failure().description();
    return error == null || description.startsWith("status ")
        ? (error == null ? "" : error + ", ") + description
        : error + ": " + description;
  }

  @Override
  public void close() {
    transport.close();
  }
}
