package why401.credential;

/// What a token is asked for by: whom, as which client or user, by which grant, for what. Equal for
/// two credentials whose names differ, or the places where they send it, and that obtain the same
/// token.
///
/// @param request the credential without its name and without where its tokens go
public record TokenOrder(Credential.Renewable request) {
  private static final String ANY = "";

  /// That of `credential`.
  public static TokenOrder of(Credential.Renewable credential) {
    return new TokenOrder(
        switch (credential) {
          case Credential.ClientCredentials own ->
              new Credential.ClientCredentials(ANY, anywhere(own.client()));
          case Credential.Password user ->
              new Credential.Password(
                  ANY, anywhere(user.client()), user.username(), user.password());
          case Credential.RefreshToken chain ->
              new Credential.RefreshToken(
                  ANY,
                  anywhere(chain.client()),
                  chain.refreshToken(),
                  chain.ephemeral(),
                  chain.login());
          case Credential.JwtBearer bearer ->
              new Credential.JwtBearer(
                  ANY, anywhere(bearer.client()), bearer.assertion(), bearer.signing());
          case Credential.TokenExchange exchange ->
              new Credential.TokenExchange(
                  ANY,
                  anywhere(exchange.client()),
                  exchange.subjectToken(),
                  exchange.subjectTokenType());
          case Credential.JsonLogin login -> anywhere(login);
          case Credential.FormLogin form ->
              new Credential.FormLogin(
                  ANY,
                  form.loginUrl(),
                  form.fields(),
                  form.successCookie(),
                  form.lifetime(),
                  form.tls(),
                  form.timeout());
          // Their tokens sign for the service that they name: each has its own.
          case Credential.Negotiate own -> own;
          case Credential.AwsWebIdentity own -> own;
        });
  }

  private static OAuthClient anywhere(OAuthClient client) {
    return new OAuthClient(
        client.issuer(),
        client.authentication(),
        client.scope(),
        client.audience(),
        client.parameters(),
        client.tls(),
        client.timeout(),
        TokenPlacement.BEARER,
        client.dpop());
  }

  private static Credential.JsonLogin anywhere(Credential.JsonLogin login) {
    return new Credential.JsonLogin(
        ANY,
        login.loginUrl(),
        login.json(),
        login.fields(),
        login.reading(),
        login.successCookie(),
        login.csrf(),
        login.lifetime(),
        login.tls(),
        login.timeout(),
        TokenPlacement.BEARER);
  }
}
