package why401.diagnosis.evidence;

import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.diagnosis.credential.ClientCertificate;
import why401.probe.Probe;

/// Which questions can be asked at all for a probe and its credential.
///
/// @param renewable whether a fresh token or session can be had
/// @param issuer whom to ask about tokens and keys, or null
/// @param introspection whether it may be asked about tokens
/// @param keySet whether it may be asked for keys
/// @param controlUrl whether a control resource is configured
/// @param reusesConnections whether runs share connections
/// @param proxyCredential whether a user name for a forward proxy is configured
/// @param certificate the client certificate that is sent, or null
/// @param addresses to how many addresses the target's host resolves, 0 if nobody looked
public record Capabilities(
    boolean renewable,
    @Nullable String issuer,
    boolean introspection,
    boolean keySet,
    boolean controlUrl,
    boolean reusesConnections,
    boolean proxyCredential,
    @Nullable ClientCertificate certificate,
    int addresses) {
  /// Nothing can be asked but the target itself.
  public static final Capabilities NONE =
      new Capabilities(false, null, false, false, false, true, false, null, 0);

  /// The means for `probe` with `credential`.
  ///
  /// @param certificate the client certificate of the probe as its file holds it now, or null
  public static Capabilities of(
      Probe probe,
      @Nullable Credential credential,
      @Nullable ClientCertificate certificate,
      int addresses) {
    Issuer issuer = issuer(credential);
    return new Capabilities(
        credential instanceof Credential.Renewable,
        issuer == null ? null : issuer.issuer(),
        mayIntrospect(credential, issuer),
        issuer != null && (issuer.issuer() != null || issuer.jwksUrl() != null),
        probe.controlUrl() != null,
        probe.connection() == Probe.Connection.REUSE,
        probe.proxy() != null && probe.proxy().username() != null,
        certificate,
        addresses);
  }

  private static boolean mayIntrospect(@Nullable Credential credential, @Nullable Issuer issuer) {
    return credential != null
        && !credential.ofCommandLine()
        && issuer != null
        && (issuer.issuer() != null || issuer.introspectionUrl() != null);
  }

  private static @Nullable Issuer issuer(@Nullable Credential credential) {
    return switch (credential) {
      case Credential.OAuth oauth -> oauth.client().issuer();
      case Credential.Bearer bearer -> bearer.issuer();
      case null, default -> null;
    };
  }
}
