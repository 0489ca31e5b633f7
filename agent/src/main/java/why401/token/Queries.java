package why401.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.Secret;
import why401.credential.Tls;
import why401.token.Tokens.Introspection;
import why401.token.Tokens.KeyLookup;

/// What the diagnosis asks an identity provider; counted at its gate like everything else.
final class Queries {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Wire wire;
  private final Clocks clocks;
  private final Slots slots;
  private final Discovery discovery;
  private final Introspector introspector;
  private final KeySets keySets = new KeySets();

  Queries(Wire wire, Clocks clocks, Slots slots, Discovery discovery) {
    this.wire = wire;
    this.clocks = clocks;
    this.slots = slots;
    this.discovery = discovery;
    this.introspector = new Introspector(discovery);
  }

  Introspection introspect(Credential credential, Proof proof) {
    Secret token =
        switch (proof) {
          case Proof.AccessToken access -> access.token().value();
          case Proof.StaticBearer bearer -> bearer.value();
          case Proof.None _, Proof.Basic _, Proof.Digest _, Proof.Key _, Proof.Session _ -> null;
        };
    Issuer issuer = issuer(credential);
    if (token == null || issuer == null) {
      return new Introspection.Unanswered("no identity provider is configured for it");
    }
    OAuthClient client = credential instanceof Credential.OAuth oauth ? oauth.client() : null;
    return introspector.ask(line(issuer), issuer, tls(credential), client, token);
  }

  KeyLookup lookUpKey(Credential credential, @Nullable String keyId) {
    Issuer issuer = issuer(credential);
    if (issuer == null) {
      return new KeyLookup.Unanswered("no identity provider is configured for it");
    }
    Line line = line(issuer);
    try {
      var url =
          issuer.jwksUrl() != null
              ? issuer.jwksUrl()
              : discovery.endpoints(issuer, tls(credential), line).jwks();
      return url == null
          ? new KeyLookup.Unanswered("the identity provider names no key set")
          : keySets.lookUp(url, tls(credential), keyId, line);
    } catch (LostException e) {
      return new KeyLookup.Unanswered(e.lost().fault().description());
    }
  }

  private Line line(Issuer issuer) {
    IssuerGate gate = slots.gate(issuer.label());
    long nanos = clocks.nanos().getAsLong();
    return new Line(wire, clocks, gate, new Cancellation(), TIMEOUT, () -> gate.spend(nanos));
  }

  private static @Nullable Issuer issuer(Credential credential) {
    return switch (credential) {
      case Credential.OAuth oauth -> oauth.client().issuer();
      case Credential.Bearer bearer -> bearer.issuer();
      case Credential.Basic _, Credential.Digest _, Credential.ApiKey _, Credential.FormLogin _ ->
          null;
    };
  }

  private static Tls tls(Credential credential) {
    return switch (credential) {
      case Credential.OAuth oauth -> oauth.client().tls();
      case Credential.Bearer bearer -> bearer.tls();
      case Credential.FormLogin login -> login.tls();
      case Credential.Basic _, Credential.Digest _, Credential.ApiKey _ -> Tls.DEFAULT;
    };
  }
}
