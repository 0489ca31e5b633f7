package why401.resourceserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/// Builds Spring's JWT decoder with the validators that the demands name.
final class Decoders {

  /// Spring's own half second is too little where Keycloak shares two cores with a whole test run:
  /// the key set comes late, and a good token is answered with 401 (by way of `/error`).
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Decoders() {}

  static NimbusJwtDecoder decoder(Demands demands) {
    String keys = Objects.requireNonNull(demands.jwkSetUri(), "demands.jwk-set-uri");
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(keys).restOperations(patient()).build();
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators(demands)));
    return decoder;
  }

  private static RestTemplate patient() {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    return new RestTemplate(requests);
  }

  private static List<OAuth2TokenValidator<Jwt>> validators(Demands demands) {
    List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
    var times = new JwtTimestampValidator(demands.clockSkew());
    times.setClock(new MovedClock(demands.clockFile()));
    validators.add(times);
    String issuer = demands.issuer();
    if (issuer != null) {
      validators.add(new JwtIssuerValidator(issuer));
    }
    String audience = demands.audience();
    if (audience != null) {
      validators.add(
          new JwtClaimValidator<List<String>>(
              JwtClaimNames.AUD, values -> values != null && values.contains(audience)));
    }
    return validators;
  }
}
