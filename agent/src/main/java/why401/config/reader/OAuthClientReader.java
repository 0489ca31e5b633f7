package why401.config.reader;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.ClientAuthentication;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.TokenPlacement;
import why401.credential.secret.SecretSource;

/// Reads what every OAuth 2.0 grant needs.
final class OAuthClientReader {
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "refresh_token",
          "username",
          "password",
          "assertion",
          "subject_token",
          "subject_token_type");

  private OAuthClientReader() {}

  /// How a client proves itself, as written.
  private enum Choice {
    BASIC,
    POST,
    CLIENT_SECRET_JWT,
    PRIVATE_KEY_JWT,
    MTLS,
    NONE
  }

  /// Reads the client of `section`.
  ///
  /// @param clientId the client identifier if the section has none, or null if it has to
  /// @param secretNeeded whether the grant is only for clients that prove themselves
  static OAuthClient read(Section section, @Nullable String clientId, boolean secretNeeded) {
    TlsOptions tls = TlsReader.read(section);
    Issuer issuer = IssuerReader.require(section);
    ClientAuthentication authentication =
        forIssuer(authentication(section, clientId, secretNeeded, tls), issuer, section);
    TokenPlacement placement = PlacementReader.read(section);
    OAuthClient.Dpop dpop = dpop(section);
    boolean standard = placement.equals(TokenPlacement.BEARER) && section.find("prefix") == null;
    return new OAuthClient(
        issuer,
        authentication,
        section.text("scope"),
        section.text("audience"),
        parameters(section),
        tls,
        timeout(section),
        dpop != null && standard ? TokenPlacement.DPOP : placement,
        dpop);
  }

  /// `dpop = true`, or `dpop { key { … } }`.
  private static OAuthClient.@Nullable Dpop dpop(Section section) {
    Value value = section.find("dpop");
    if (value == null) {
      return null;
    }
    if (value.raw() instanceof ConfigObject) {
      Section settings = section.section("dpop");
      SecretSource key = settings == null ? null : SecretReader.require(settings, "key");
      return new OAuthClient.Dpop(key);
    }
    return section.flag("dpop", false) ? new OAuthClient.Dpop(null) : null;
  }

  /// `audience = issuer` stands for the configured issuer.
  private static ClientAuthentication forIssuer(
      ClientAuthentication authentication, Issuer issuer, Section section) {
    if (!(authentication instanceof ClientAuthentication.PrivateKeyJwt signed)
        || !"issuer".equals(signed.audience())) {
      return authentication;
    }
    if (issuer.issuer() == null) {
      section.error("issuer", "missing", "the issuer's URL, for audience = issuer");
    }
    return new ClientAuthentication.PrivateKeyJwt(
        signed.clientId(),
        signed.key(),
        signed.keyId(),
        signed.algorithm(),
        issuer.issuer(),
        signed.certificate());
  }

  /// How long an attempt to obtain a token or session may take.
  static Duration timeout(Section section) {
    return section.duration(
        "timeout", Duration.ofSeconds(1), Duration.ofMinutes(2), OAuthClient.DEFAULT_TIMEOUT);
  }

  private static ClientAuthentication authentication(
      Section section, @Nullable String otherwise, boolean secretNeeded, TlsOptions tls) {
    Value chosen = section.find("client-auth");
    SecretSource assertion = SecretReader.find(section, "client-assertion");
    if (section.has("client-assertion") && (chosen != null || section.has("client-secret"))) {
      section.error(
          "client-assertion",
          "next to client-auth or client-secret",
          "one way to prove the client");
    }
    boolean anonymous = chosen == null && !section.has("client-secret");
    String id = anonymous || (otherwise != null && !otherwise.isEmpty()) ? otherwise : null;
    if (id == null || section.has("client-id")) {
      id = section.requireText("client-id", "the client identifier");
    }
    String clientId = id == null ? "" : id;
    Choice standard = section.has("client-secret") || secretNeeded ? Choice.BASIC : Choice.NONE;
    if (assertion != null) {
      return new ClientAuthentication.Assertion(clientId, assertion);
    }
    if (chosen != null && chosen.raw() instanceof ConfigObject) {
      return nested(section, clientId, tls);
    }
    Choice choice = section.choice("client-auth", Choice.class, standard);
    return of(choice, clientId, section, tls);
  }

  /// `client-auth { private-key-jwt { … } }`.
  private static ClientAuthentication nested(Section section, String clientId, TlsOptions tls) {
    Section choices = section.section("client-auth");
    if (choices != null) {
      if (choices.section("private-key-jwt") != null) {
        return of(Choice.PRIVATE_KEY_JWT, clientId, choices, tls);
      }
      if (choices.section("mtls") != null) {
        return of(Choice.MTLS, clientId, choices, tls);
      }
    }
    section.error("client-auth", "an object", "private-key-jwt { … } or mtls { … } in it");
    return new ClientAuthentication.Public(clientId);
  }

  private static ClientAuthentication of(
      Choice choice, String clientId, Section section, TlsOptions tls) {
    return switch (choice) {
      case BASIC -> secret(section, clientId, ClientAuthentication.Method.BASIC);
      case POST -> secret(section, clientId, ClientAuthentication.Method.POST);
      case CLIENT_SECRET_JWT ->
          secret(section, clientId, ClientAuthentication.Method.CLIENT_SECRET_JWT);
      case PRIVATE_KEY_JWT ->
          privateKeyJwt(section, settings(section, "private-key-jwt"), clientId);
      case MTLS -> mutualTls(section, clientId, tls);
      case NONE -> new ClientAuthentication.Public(clientId);
    };
  }

  /// Settings are in an object with the choice's name, or next to `client-auth`.
  private static Section settings(Section section, String choice) {
    Section own = section.section(choice);
    return own == null ? section : own;
  }

  private static ClientAuthentication secret(
      Section section, String clientId, ClientAuthentication.Method method) {
    SecretSource secret = SecretReader.require(section, "client-secret");
    return secret == null
        ? new ClientAuthentication.Public(clientId)
        : new ClientAuthentication.WithSecret(clientId, method, secret);
  }

  private static ClientAuthentication privateKeyJwt(
      Section around, Section section, String clientId) {
    SecretSource key = SecretReader.require(section, "key");
    String keyId = section.text("key-id");
    String algorithm = SigningReader.algorithm(section);
    // Next to client-auth, audience is a form field.
    String audience = around == section ? null : audience(section);
    Path certificate = around == section ? null : TlsReader.certificates(section, "certificate");
    return key == null
        ? new ClientAuthentication.Public(clientId)
        : new ClientAuthentication.PrivateKeyJwt(
            clientId, key, keyId, algorithm, audience, certificate);
  }

  /// The token endpoint if it is null.
  private static @Nullable String audience(Section settings) {
    String audience = settings.text("audience");
    return "token-endpoint".equals(audience) ? null : audience;
  }

  private static ClientAuthentication mutualTls(Section section, String clientId, TlsOptions tls) {
    Section own = section.section("mtls");
    if (own == null && tls.cert() != null && tls.key() != null) {
      return new ClientAuthentication.MutualTls(clientId, tls.cert(), tls.key());
    }
    Section settings = own == null ? section : own;
    settings.require("cert", "a file with the client certificate");
    settings.require("key", "a file with its private key");
    var cert = TlsReader.certificates(settings, "cert");
    var key = TlsReader.key(settings);
    return cert == null || key == null
        ? new ClientAuthentication.Public(clientId)
        : new ClientAuthentication.MutualTls(clientId, cert, key);
  }

  private static Map<String, String> parameters(Section section) {
    Section fields = section.section("parameters");
    Map<String, String> parameters = new TreeMap<>();
    if (fields == null) {
      return parameters;
    }
    fields
        .entries()
        .forEach(
            (name, value) -> {
              String text = value.text();
              if (OWN_FIELDS.contains(name)) {
                value.refuseHidden("a further form field; this one has its own key");
              } else if (text != null) {
                parameters.put(name, text);
              }
            });
    return parameters;
  }
}
