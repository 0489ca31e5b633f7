package why401.resourceserver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/// Scopes as `SCOPE_x`, as Spring reads them, and Keycloak's roles of realm and clients as
/// `ROLE_x`.
final class KeycloakAuthorities implements Converter<Jwt, Collection<GrantedAuthority>> {

  private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

  @Override
  public Collection<GrantedAuthority> convert(Jwt token) {
    Collection<GrantedAuthority> authorities = new ArrayList<>(scopes.convert(token));
    addRoles(token.getClaim("realm_access"), authorities);
    if (token.getClaim("resource_access") instanceof Map<?, ?> clients) {
      clients.values().forEach(client -> addRoles(client, authorities));
    }
    return authorities;
  }

  private static void addRoles(Object access, Collection<GrantedAuthority> authorities) {
    if (access instanceof Map<?, ?> claim && claim.get("roles") instanceof Collection<?> roles) {
      roles.forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
    }
  }
}
