package why401.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;

/// One credential of the soak: the agent's side and the provider's.
final class Member {
  private static final int HISTORY = 12;

  final Client client;
  final FakeIssuer issuer;
  final Changing secret;
  final Changing refreshToken;
  final Credential.OAuth credential;
  final long period;

  /// Second of the last token that was issued, of the last withheld probe that began a lapse, and
  /// of the last event that excuses one.
  long issuedAt = -1;

  long disturbedAt;

  Member(Client client, FakeIssuer issuer) {
    this.client = client;
    this.issuer = issuer;
    this.secret = new Changing("secret-of-" + client.name() + "-1");
    this.refreshToken =
        new Changing(client.rotating() ? issuer.families().begin(client.name()) : "none");
    this.period = client.lifetime().toSeconds() <= 60 ? 3 : 10;
    issuer.register(client, secret.value);
    OAuthClient oauth =
        new OAuthClient(
            new Issuer(null, issuer.url("/token"), null, issuer.url("/jwks")),
            new ClientAuthentication.WithSecret(
                client.name(), ClientAuthentication.Method.POST, secret),
            null,
            null,
            Map.of(),
            TlsOptions.DEFAULT);
    this.credential =
        client.rotating()
            ? new Credential.RefreshToken(client.name(), oauth, refreshToken)
            : new Credential.ClientCredentials(client.name(), oauth);
  }

  /// Its last requests, for a message.
  String history() {
    List<String> hits =
        issuer.log().stream()
            .filter(hit -> hit.client().equals(client.name()))
            .map(hit -> hit.second() + " " + hit.trouble() + " " + hit.outcome())
            .toList();
    return "; disturbed until %d, %s"
        .formatted(disturbedAt, hits.subList(Math.max(0, hits.size() - HISTORY), hits.size()));
  }

  Duration life() {
    return client.trueLife();
  }

  /// A secret that is rotated.
  static final class Changing implements SecretSource {
    volatile String value;

    Changing(String value) {
      this.value = value;
    }

    @Override
    public Secret read() {
      return Secret.of(value);
    }

    @Override
    public String describe() {
      return "soak";
    }
  }
}
