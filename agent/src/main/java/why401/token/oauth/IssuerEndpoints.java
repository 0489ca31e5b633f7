package why401.token.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The endpoints of an identity provider, as configured or discovered.
public record IssuerEndpoints(
    @Nullable URI token,
    @Nullable URI introspection,
    @Nullable URI jwks,
    @Nullable URI userinfo,
    @Nullable URI deviceAuthorization,
    @Nullable URI authorization) {}
