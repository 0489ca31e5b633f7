package why401.lab;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider with one client, for the demo and the tests. It is made to misbehave by its
/// setters; what it was asked can be counted.
public final class LabIssuer implements AutoCloseable {
  /// Its only client.
  public static final String CLIENT_ID = "synthetic-orders";

  private final InstantSource clock;
  private final Javalin http;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final Set<String> issued = ConcurrentHashMap.newKeySet();
  private final AtomicInteger tokenRequests = new AtomicInteger();
  private volatile ECKey key = newKey();
  private volatile String clientSecret = Lab.CLIENT_SECRET;
  private volatile Duration lifetime = Duration.ofSeconds(12);
  private volatile String audience = "orders";
  private volatile String scope = "orders.read";
  private volatile boolean clientEnabled = true;
  private volatile boolean down;

  LabIssuer(InstantSource clock) {
    this.clock = clock;
    this.http =
        Javalin.start(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              config.routes.before(this::refuseWhileDown);
              config.routes.get(
                  "/.well-known/openid-configuration", context -> context.json(discovery()));
              config.routes.get("/jwks", context -> context.json(keySet().toJSONObject()));
              config.routes.post("/token", this::token);
              config.routes.post("/introspect", this::introspect);
            });
  }

  private void refuseWhileDown(Context context) {
    if (down) {
      context
          .status(503)
          .result("the identity provider is down for maintenance")
          .skipRemainingHandlers();
    }
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer",
        issuer(),
        "token_endpoint",
        issuer() + "/token",
        "introspection_endpoint",
        issuer() + "/introspect",
        "jwks_uri",
        issuer() + "/jwks",
        "subject_types_supported",
        new String[] {"public"},
        "response_types_supported",
        new String[] {"code"},
        "id_token_signing_alg_values_supported",
        new String[] {"ES256"});
  }

  private void token(Context context) throws JOSEException {
    tokenRequests.incrementAndGet();
    if (!clientAuthenticated(context)) {
      context.header("WWW-Authenticate", "Basic realm=\"lab\"");
      error(context, 401, "invalid_client", "Invalid client or Invalid client credentials");
    } else if (!clientEnabled) {
      error(context, 400, "unauthorized_client", "Client disabled: the account is locked");
    } else if (!"client_credentials".equals(context.formParam("grant_type"))) {
      error(context, 400, "unsupported_grant_type", "The lab supports client_credentials only");
    } else {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("access_token", sign());
      answer.put("token_type", "Bearer");
      answer.put("expires_in", lifetime.toSeconds());
      answer.put("scope", scope);
      context.header("Cache-Control", "no-store").json(answer);
    }
  }

  private boolean clientAuthenticated(Context context) {
    String given = context.header("Authorization");
    String wanted =
        Base64.getEncoder()
            .encodeToString((CLIENT_ID + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    return ("Basic " + wanted).equals(given)
        || (CLIENT_ID.equals(context.formParam("client_id"))
            && clientSecret.equals(context.formParam("client_secret")));
  }

  private static void error(Context context, int status, String code, String description) {
    context.status(status).json(Map.of("error", code, "error_description", description));
  }

  private String sign() throws JOSEException {
    Instant now = clock.instant();
    ECKey signing = key;
    String id = UUID.randomUUID().toString();
    issued.add(id);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signing.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(CLIENT_ID)
                .audience(audience)
                .claim("scope", scope)
                .jwtID(id)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    jwt.sign(new ECDSASigner(signing));
    return jwt.serialize();
  }

  private void introspect(Context context) {
    if (!clientAuthenticated(context)) {
      error(context, 401, "invalid_client", "Invalid client credentials");
      return;
    }
    String token = context.formParam("token");
    context.json(Map.of("active", token != null && active(token)));
  }

  /// Whether this provider still vouches for `token`.
  boolean active(String token) {
    try {
      JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
      return !revoked(token) && claims.getExpirationTime().toInstant().isAfter(clock.instant());
    } catch (ParseException e) {
      return false;
    }
  }

  /// Whether `token` was withdrawn.
  boolean revoked(String token) {
    try {
      return revoked.contains(SignedJWT.parse(token).getJWTClaimsSet().getJWTID());
    } catch (ParseException e) {
      return false;
    }
  }

  /// Its issuer identifier.
  public String issuer() {
    return "http://127.0.0.1:" + http.port();
  }

  /// The public keys that it publishes now.
  JWKSet keySet() {
    return new JWKSet(key.toPublicJWK());
  }

  /// Requests at the token endpoint so far.
  public int tokenRequests() {
    return tokenRequests.get();
  }

  /// Signs with a new key from now on; the old one is published no more.
  public void rotateKey() {
    key = newKey();
  }

  /// Ends all tokens issued so far.
  public void revokeAll() {
    revoked.addAll(issued);
    issued.clear();
  }

  /// Changes the client's secret.
  public void clientSecret(String secret) {
    clientSecret = secret;
  }

  /// Locks or unlocks the client.
  public void clientEnabled(boolean enabled) {
    clientEnabled = enabled;
  }

  /// How long new tokens live.
  public void lifetime(Duration life) {
    lifetime = life;
  }

  /// For whom new tokens are meant.
  public void audience(String value) {
    audience = value;
  }

  /// What new tokens allow.
  public void scope(String value) {
    scope = value;
  }

  /// Answers 503 to everything, or no longer.
  public void down(boolean value) {
    down = value;
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID("lab-" + UUID.randomUUID().toString().substring(0, 8))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("P-256: missing (expected: every Java runtime has it)", e);
    }
  }

  @Override
  public void close() {
    http.stop();
  }
}
