package why401.token.kerberos;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.token.RenewalFailure;
import why401.token.RequestSigner;
import why401.token.RequestSigningException;
import why401.token.SignableRequest;

/// Sends a ticket for the host of each request in `Authorization: Negotiate` (RFC 4559). The
/// service ticket is asked for once and kept with the granting one.
final class SpnegoSigner implements RequestSigner {
  private static final String SPNEGO = "1.3.6.1.5.5.2";

  private final Subject subject;
  private final String service;
  private final Secret identity;

  /// @param service `HTTP`, or the name of a service principal as a whole
  /// @param identity tells the granting ticket from others
  SpnegoSigner(Subject subject, String service, Secret identity) {
    this.subject = subject;
    this.service = service;
    this.identity = identity;
  }

  @Override
  public String scheme() {
    return "Negotiate";
  }

  @Override
  public String fingerprint(FingerprintKey key) {
    return identity.fingerprint(key);
  }

  @Override
  public List<Secret> secrets() {
    return List.of();
  }

  @Override
  public Map<String, String> sign(SignableRequest request) throws RequestSigningException {
    String target = target(request.url());
    try {
      byte[] token =
          BoundedWait.within(
              request.patience(),
              "service ticket " + target,
              () -> Subject.callAs(subject, () -> token(target)));
      return Map.of("Authorization", "Negotiate " + Base64.getEncoder().encodeToString(token));
    } catch (TimeoutException e) {
      throw failed(KerberosError.KDC_TIMEOUT, target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(KerberosError.KDC_TIMEOUT, target);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      Throwable inner = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
      Throwable failure = inner == null ? e : inner;
      throw KerberosError.of(failure)
          .map(error -> failed(error, target))
          .orElseGet(
              () ->
                  new RequestSigningException(
                      RenewalFailure.Reason.INVALID_RESPONSE,
                      null,
                      "Kerberos: no ticket for %s (%s)"
                          .formatted(target, failure.getClass().getSimpleName())));
    }
  }

  private static RequestSigningException failed(KerberosError error, String target) {
    return new RequestSigningException(error.reason(), error.code(), error.about(target));
  }

  /// `HTTP@host` unless a principal is configured as a whole.
  private String target(URI url) {
    return service.indexOf('/') >= 0
        ? service
        : service + "/" + url.getHost().toLowerCase(Locale.ROOT);
  }

  private static byte[] token(String target) throws GSSException {
    GSSManager manager = GSSManager.getInstance();
    boolean realm = target.indexOf('@') >= 0;
    GSSName name =
        realm
            ? manager.createName(target, new Oid("1.2.840.113554.1.2.2.1"))
            : manager.createName(target.replaceFirst("/", "@"), GSSName.NT_HOSTBASED_SERVICE);
    GSSContext context =
        manager.createContext(name, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
    try {
      // Acceptors say what is wrong with a ticket to those alone who ask for their proof too.
      context.requestMutualAuth(true);
      context.requestCredDeleg(false);
      return context.initSecContext(new byte[0], 0, 0);
    } finally {
      context.dispose();
    }
  }

  /// A ticket cannot be made up.
  @Override
  public Optional<RequestSigner> decoy() {
    return Optional.empty();
  }
}
