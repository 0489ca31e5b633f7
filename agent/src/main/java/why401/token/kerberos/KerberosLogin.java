package why401.token.kerberos;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Obtains ticket-granting tickets with a key of a keytab, or reads them from a ticket cache.
public final class KerberosLogin {
  /// As MIT's programs find their configuration; the JDK wants a property.
  private static final String PROPERTY = "java.security.krb5.conf";

  /// Uses the file of `KRB5_CONFIG` if that is set and no property says otherwise.
  public KerberosLogin() {
    String file = System.getenv("KRB5_CONFIG");
    if (file != null && !file.isBlank() && System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, file.replaceFirst(":.*", ""));
    }
  }

  /// A ticket-granting ticket as a token whose signer asks for service tickets with it.
  public TokenResult obtain(IssuerSession session, Credential.Negotiate credential) {
    ClockReading sent = session.now();
    try {
      if (credential.source().read().isEmpty()) {
        throw new SecretUnavailableException(
            credential.source().describe() + ": empty (expected: keys or tickets)");
      }
      Subject subject =
          BoundedWait.within(
              session.left(), "kerberos " + credential.name(), () -> login(credential));
      Optional<KerberosTicket> granting = ticket(subject);
      if (granting.isEmpty()) {
        return failed(session, KerberosError.NO_TICKET, credential.principal());
      }
      return obtained(credential, subject, granting.get(), sent);
    } catch (SecretUnavailableException e) {
      RenewalFailure failure =
          RenewalFailure.of(
              sent.wall(),
              RenewalFailure.Reason.SECRET_UNAVAILABLE,
              String.valueOf(e.getMessage()));
      return new Failed(failure, Kind.REJECTED);
    } catch (TimeoutException e) {
      return failed(session, KerberosError.KDC_TIMEOUT, credential.principal());
    } catch (ExecutionException e) {
      return failed(session, credential, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(session, KerberosError.KDC_TIMEOUT, credential.principal());
    }
  }

  private static Subject login(Credential.Negotiate credential) throws LoginException {
    LoginContext context =
        new LoginContext("why401", null, null, new ModuleConfiguration(options(credential)));
    context.login();
    return context.getSubject();
  }

  /// The options of the JDK's `Krb5LoginModule`.
  private static Map<String, String> options(Credential.Negotiate credential) {
    Map<String, String> options = new HashMap<>();
    options.put("doNotPrompt", "true");
    options.put("isInitiator", "true");
    options.put("refreshKrb5Config", "true");
    options.put("principal", credential.principal());
    if (credential.keytab() != null) {
      options.put("useKeyTab", "true");
      options.put("keyTab", credential.keytab().toString());
    } else {
      options.put("useTicketCache", "true");
      options.put("ticketCache", String.valueOf(credential.ticketCache()));
    }
    return options;
  }

  /// One module, configured by the program instead of a file.
  private static final class ModuleConfiguration extends Configuration {
    private final Map<String, String> options;

    ModuleConfiguration(Map<String, String> options) {
      this.options = options;
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(
            "com.sun.security.auth.module.Krb5LoginModule",
            AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
            options)
      };
    }
  }

  private static Optional<KerberosTicket> ticket(Subject subject) {
    return subject.getPrivateCredentials(KerberosTicket.class).stream()
        .filter(ticket -> ticket.getServer().getName().startsWith("krbtgt/"))
        .max(Comparator.comparing(KerberosTicket::getEndTime));
  }

  private static TokenResult obtained(
      Credential.Negotiate credential, Subject subject, KerberosTicket ticket, ClockReading sent) {
    Instant end = ticket.getEndTime().toInstant();
    Duration life = Duration.between(sent.wall(), end);
    if (!life.isPositive()) {
      RenewalFailure failure =
          RenewalFailure.of(
              sent.wall(),
              RenewalFailure.Reason.SECRET_UNAVAILABLE,
              KerberosError.NO_TICKET.about(credential.principal()));
      return new Failed(failure, Kind.REJECTED);
    }
    Secret identity = identity(ticket);
    return TokenResult.Obtained.signing(
        identity,
        sent,
        new TokenExpiry(life, Token.ExpirySource.EXPIRES_IN, false),
        null,
        new SpnegoSigner(subject, credential.service(), identity));
  }

  /// Tells one ticket from another.
  private static Secret identity(KerberosTicket ticket) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(ticket.getEncoded());
      return Secret.of(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: every Java runtime has it)", e);
    }
  }

  private static Failed failed(
      IssuerSession session, Credential.Negotiate credential, Throwable failure) {
    return KerberosError.of(failure)
        .map(error -> failed(session, error, credential.principal()))
        .orElseGet(
            () ->
                new Failed(
                    RenewalFailure.of(
                        session.now().wall(),
                        RenewalFailure.Reason.INVALID_RESPONSE,
                        "Kerberos: " + failure.getClass().getSimpleName()),
                    Kind.TRANSIENT));
  }

  private static Failed failed(IssuerSession session, KerberosError error, String principal) {
    RenewalFailure failure =
        new RenewalFailure(
            session.now().wall(), error.reason(), 0, error.code(), error.about(principal), null);
    return new Failed(failure, kind(error));
  }

  private static Kind kind(KerberosError error) {
    return switch (error) {
      case KDC_UNREACHABLE, KDC_TIMEOUT, KRB_AP_ERR_SKEW, NO_REALM -> Kind.TRANSIENT;
      case KDC_ERR_C_PRINCIPAL_UNKNOWN,
          KDC_ERR_S_PRINCIPAL_UNKNOWN,
          KDC_ERR_ETYPE_NOSUPP,
          KDC_ERR_CLIENT_REVOKED,
          KDC_ERR_KEY_EXPIRED,
          KDC_ERR_PREAUTH_FAILED,
          KRB_AP_ERR_TKT_EXPIRED,
          NO_KEY,
          NO_TICKET ->
          Kind.REJECTED;
    };
  }
}
