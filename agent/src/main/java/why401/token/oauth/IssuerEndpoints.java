package why401.token.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where an identity provider is asked, as configured or discovered.
public record IssuerEndpoints(
    @Nullable URI token, @Nullable URI introspection, @Nullable URI jwks, @Nullable URI userinfo) {}
