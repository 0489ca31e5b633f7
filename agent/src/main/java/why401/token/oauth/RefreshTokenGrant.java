package why401.token.oauth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Kind;
import why401.token.issuer.TokenResult.Lost;

/// Spends refresh tokens that rotate: the intent is on disk before one is sent, its successor
/// before anything that came with it is used (renewal.md, 6).
public final class RefreshTokenGrant {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTokenGrant.class);

  /// How often one token may be submitted without an answer before a person is called for.
  private static final int SUBMISSIONS = 2;

  private static final Duration SLOW_PACE = Duration.ofMinutes(5);

  private final TokenEndpointClient oauth;
  private final RefreshTokenStore store;

  public RefreshTokenGrant(TokenEndpointClient oauth, RefreshTokenStore store) {
    this.oauth = oauth;
    this.store = store;
  }

  public TokenResult buy(
      IssuerSession session, Credential.RefreshToken credential, Duration assumed) {
    String name = credential.name();
    Secret configured = configured(credential);
    RefreshTokenRecord record;
    try {
      record = current(store.read(name), configured);
    } catch (IOException e) {
      return lost(session, "state directory: no answer (expected: one that can be read at once)");
    }
    if (record == null) {
      return lost(
          session, credential.refreshToken().describe() + ": empty (expected: a refresh token)");
    }
    if (record.knowsDead(record.token())) {
      return lost(
          session, "refresh token: refused for good (expected: a new one in the configuration)");
    }
    Duration rest = restOfPause(record, session.now().wall());
    if (rest.isPositive()) {
      Lost held =
          lost(
              session,
              "refresh token: submitted twice, both answers lost (expected: a pause, or a new"
                  + " one)");
      return new Lost(held.failure(), held.kind(), rest);
    }
    RefreshTokenRecord spending = record.spending(session.now().wall());
    try {
      store.write(name, spending);
    } catch (IOException e) {
      return lost(
          session,
          "state directory: cannot be written, or is in use by another why401 (expected: to keep"
              + " the refresh token)");
    }
    TokenResult result = oauth.buy(session, credential, record.token(), assumed);
    return switch (result) {
      case TokenResult.Bought bought -> keep(session, credential, spending, bought);
      case Lost lost -> settle(credential, record, spending, lost);
    };
  }

  /// Whatever happens meanwhile, a restart included: sent twice in vain, it goes at the slow pace.
  private static Duration restOfPause(RefreshTokenRecord record, Instant now) {
    Instant last = record.intentAt();
    if (!record.fateUnknown() || record.intents() < SUBMISSIONS || last == null) {
      return Duration.ZERO;
    }
    return SLOW_PACE.minus(Duration.between(last, now).abs());
  }

  /// A token that a person put into the configuration anew wins over what became of the old one.
  private static @Nullable RefreshTokenRecord current(
      @Nullable RefreshTokenRecord record, @Nullable Secret configured) {
    if (configured == null) {
      return record;
    }
    if (record == null) {
      return RefreshTokenRecord.begin(configured);
    }
    boolean another = !record.configured().equals(configured.sha256());
    return another ? record.restarted(configured) : record;
  }

  private static @Nullable Secret configured(Credential.RefreshToken credential) {
    try {
      Secret secret = credential.refreshToken().read();
      return secret.isEmpty() ? null : secret;
    } catch (SecretUnavailableException e) {
      return null;
    }
  }

  private TokenResult keep(
      IssuerSession session,
      Credential.RefreshToken credential,
      RefreshTokenRecord record,
      TokenResult.Bought bought) {
    TokenResult.Rotated rotated = bought.rotated();
    Instant end =
        rotated == null || rotated.life() == null
            ? null
            : bought.sent().wall().plus(rotated.life());
    RefreshTokenRecord next =
        rotated == null ? record.kept() : record.rotated(rotated.refreshToken(), end);
    try {
      store.write(credential.name(), next);
      return bought;
    } catch (IOException e) {
      return unpersisted(session, credential, next);
    }
  }

  /// The successor is in memory alone. What came with it is not used: a token that works now and
  /// cannot be renewed after a restart would hide that.
  private TokenResult unpersisted(
      IssuerSession session, Credential.RefreshToken credential, RefreshTokenRecord next) {
    LOG.error(
        "{}: the rotated refresh token cannot be written to the state directory (expected: space"
            + " and permission); it is kept in memory and tried again",
        credential.name());
    store.hold(credential.name(), next);
    RenewalFailure failure =
        RenewalFailure.of(
            session.now().wall(),
            RenewalFailure.Reason.SECRET_UNAVAILABLE,
            "state directory: cannot be written (expected: to keep the rotated refresh token)");
    return new Lost(failure, Kind.TRANSIENT);
  }

  /// An answer that the token was not spent leaves everything as it was `before`.
  private TokenResult settle(
      Credential.RefreshToken credential,
      RefreshTokenRecord before,
      RefreshTokenRecord spending,
      Lost lost) {
    return switch (lost.kind()) {
      case AMBIGUOUS -> ambiguous(spending, lost);
      case GRANT_DEAD -> dead(credential, spending, lost);
      case TRANSIENT, REJECTED -> {
        record(credential, before);
        yield lost;
      }
    };
  }

  private static TokenResult ambiguous(RefreshTokenRecord spending, Lost lost) {
    if (!spending.rotates()) {
      return lost.as(Kind.TRANSIENT);
    }
    if (spending.intents() >= SUBMISSIONS) {
      return lost.as(Kind.REJECTED);
    }
    return lost;
  }

  /// The family is dead with it: whatever the chain spent before would be refused too. Only another
  /// token in the configuration begins anew.
  private TokenResult dead(
      Credential.RefreshToken credential, RefreshTokenRecord spending, Lost lost) {
    record(credential, spending.died());
    return lost.as(Kind.REJECTED);
  }

  private void record(Credential.RefreshToken credential, RefreshTokenRecord record) {
    try {
      store.write(credential.name(), record);
    } catch (IOException e) {
      store.hold(credential.name(), record);
      LOG.error("{}: the state directory cannot be written", credential.name());
    }
  }

  private static Lost lost(IssuerSession session, String what) {
    RenewalFailure failure =
        RenewalFailure.of(session.now().wall(), RenewalFailure.Reason.SECRET_UNAVAILABLE, what);
    return new Lost(failure, Kind.REJECTED);
  }
}
