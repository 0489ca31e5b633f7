package why401.resourceserver;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/// Spring Security's filter chain: everything but `/open` needs a bearer token (RFC 6750).
@Configuration(proxyBeanMethods = false)
final class Security {

  @Bean
  Clock clock(Demands demands) {
    return new MovedClock(demands.clockFile());
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, Demands demands) throws Exception {
    http.csrf(csrf -> csrf.disable());
    http.sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.authorizeHttpRequests(
        rules -> {
          rules.requestMatchers("/open").permitAll();
          demands
              .authorities()
              .forEach((path, authority) -> rules.requestMatchers(path).hasAuthority(authority));
          rules.anyRequest().authenticated();
        });
    http.oauth2ResourceServer(
        server -> {
          Demands.@Nullable Introspection introspection = demands.introspection();
          if (introspection == null) {
            server.jwt(
                it -> it.decoder(decoder(demands)).jwtAuthenticationConverter(authorities()));
          } else {
            server.opaqueToken(it -> it.introspector(introspector(introspection)));
          }
        });
    return http.build();
  }

  private static JwtDecoder decoder(Demands demands) {
    if (demands.rememberKeys()) {
      return Decoders.decoder(demands);
    }
    return token -> Decoders.decoder(demands).decode(token);
  }

  private static JwtAuthenticationConverter authorities() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(new KeycloakAuthorities());
    return converter;
  }

  private static SpringOpaqueTokenIntrospector introspector(Demands.Introspection introspection) {
    return SpringOpaqueTokenIntrospector.withIntrospectionUri(introspection.uri())
        .clientId(introspection.clientId())
        .clientSecret(introspection.clientSecret())
        .build();
  }
}
