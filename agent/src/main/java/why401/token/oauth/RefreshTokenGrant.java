package why401.token.oauth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.credential.secret.LoginToken;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.deployment.SharedRecordException;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Spends refresh tokens that rotate: the intent is on disk before one is sent, its successor
/// before anything that came with it is used (renewal.md, 6).
public final class RefreshTokenGrant {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTokenGrant.class);

  /// How often one token may be submitted without a response before a person has to act.
  private static final int SUBMISSIONS = 2;

  private static final Duration SLOW_PACE = Duration.ofMinutes(5);
  private static final String SLOW =
      "cluster: took most of the time of the attempt (expected: an answer at once)";
  private static final String CONFLICT = "refresh token: changed by another member";

  private final TokenEndpointClient oauth;
  private final RefreshTokenStore store;

  public RefreshTokenGrant(TokenEndpointClient oauth, RefreshTokenStore store) {
    this.oauth = oauth;
    this.store = store;
  }

  public TokenResult obtain(
      IssuerSession session, Credential.RefreshToken credential, Duration assumed) {
    String name = credential.name();
    Secret configured = configured(credential);
    RefreshTokenRecord record;
    try {
      record = current(store.read(name), configured);
    } catch (IOException e) {
      return unusable(
          session, e, "state directory: no answer (expected: one that can be read at once)");
    }
    if (record == null) {
      return failed(session, absent(credential));
    }
    if (record.isDead(record.token())) {
      return refusedBefore(session, credential);
    }
    Duration rest = remainingPause(record, session.now().wall());
    if (rest.isPositive()) {
      Failed paused =
          failed(
              session,
              "refresh token: submitted twice, both responses lost (expected: a pause, or a new"
                  + " one)");
      return new Failed(
          paused.failure().with(RenewalFailure.Detail.ANSWER_LOST), paused.kind(), rest);
    }
    Failed refusal = store.refusal(credential, record);
    if (refusal != null) {
      return refusal;
    }
    RefreshTokenRecord spending = record.spending(session.now().wall());
    try {
      store.write(name, spending);
    } catch (IOException e) {
      store.unsent(name, spending, record);
      return unusable(
          session,
          e,
          "state directory: cannot be written, or is in use by another why401 (expected: to keep"
              + " the refresh token)");
    }
    if (store.isShared() && session.isLate()) {
      store.unsent(name, spending, record);
      return unusable(session, new SharedRecordException(SLOW), SLOW);
    }
    TokenResult result = oauth.obtain(session, credential, record.token(), assumed);
    return switch (result) {
      case TokenResult.Obtained obtained -> recordSuccess(session, credential, spending, obtained);
      case Failed failed -> recordFailure(credential, record, spending, failed);
    };
  }

  /// The rest of the slow pause after two lost responses, even across a restart.
  private static Duration remainingPause(RefreshTokenRecord record, Instant now) {
    Instant last = record.intentAt();
    if (!record.outcomeUnknown() || record.intents() < SUBMISSIONS || last == null) {
      return Duration.ZERO;
    }
    return SLOW_PACE.minus(Duration.between(last, now).abs());
  }

  /// A new token in the configuration replaces the recorded chain of the old one.
  private static @Nullable RefreshTokenRecord current(
      @Nullable RefreshTokenRecord record, @Nullable Secret configured) {
    if (configured == null) {
      return record;
    }
    if (record == null) {
      return RefreshTokenRecord.begin(configured);
    }
    return record.beganWith(configured) || record.replaced(configured)
        ? record
        : record.restarted(configured);
  }

  private static @Nullable Secret configured(Credential.RefreshToken credential) {
    try {
      Secret secret = credential.refreshToken().read();
      return secret.isEmpty() ? null : secret;
    } catch (SecretUnavailableException e) {
      return null;
    }
  }

  private static String absent(Credential.RefreshToken credential) {
    String where = credential.refreshToken().describe();
    return credential.refreshToken() instanceof LoginToken login && login.absent()
        ? where + " (expected: " + login.command() + ")"
        : where + ": empty (expected: a refresh token)";
  }

  /// Where another one comes from.
  private static String another(Credential.RefreshToken credential) {
    return credential.refreshToken() instanceof LoginToken login
        ? login.command()
        : "a new one in the configuration";
  }

  private TokenResult recordSuccess(
      IssuerSession session,
      Credential.RefreshToken credential,
      RefreshTokenRecord record,
      TokenResult.Obtained obtained) {
    TokenResult.Rotated rotated = obtained.rotated();
    Instant end =
        rotated == null || rotated.life() == null
            ? null
            : obtained.sent().wall().plus(rotated.life());
    RefreshTokenRecord next =
        rotated == null ? record.kept() : record.rotated(rotated.refreshToken(), end);
    try {
      store.write(credential.name(), next);
      return obtained;
    } catch (RecordConflictException e) {
      LOG.error(
          "{}: another member spends its refresh token; what this one obtained is not used",
          credential.name());
      return unusable(session, e, CONFLICT);
    } catch (IOException e) {
      return unpersisted(session, credential, next);
    }
  }

  /// The successor is only in memory. The access token that came with it is not used: it would hide
  /// that the credential cannot be renewed after a restart.
  private TokenResult unpersisted(
      IssuerSession session, Credential.RefreshToken credential, RefreshTokenRecord next) {
    LOG.error(
        "{}: the rotated refresh token cannot be written to the state directory (expected: space"
            + " and permission); it is kept in memory and tried again",
        credential.name());
    store.keepInMemory(credential.name(), next);
    RenewalFailure failure =
        RenewalFailure.of(
            session.now().wall(),
            RenewalFailure.Reason.SECRET_UNAVAILABLE,
            "state directory: cannot be written (expected: to keep the rotated refresh token)");
    return new Failed(failure, Kind.TRANSIENT);
  }

  /// If the response proves that the token was not spent, the record returns to `before`.
  private TokenResult recordFailure(
      Credential.RefreshToken credential,
      RefreshTokenRecord before,
      RefreshTokenRecord spending,
      Failed failed) {
    return switch (failed.kind()) {
      case AMBIGUOUS -> ambiguous(spending, failed);
      case GRANT_DEAD ->
          TokenErrorClassifier.namesClient(failed)
              ? unspent(credential, before, failed.as(Kind.REJECTED))
              : dead(credential, before, spending, failed);
      // After a lost answer, a refusal of anything but the client is one of a token that is spent.
      case REJECTED ->
          before.outcomeUnknown() && !TokenErrorClassifier.refusesClient(failed)
              ? dead(credential, before, spending, failed)
              : unspent(credential, before, failed);
      case TRANSIENT, TOO_EARLY -> unspent(credential, before, failed);
    };
  }

  private Failed unspent(
      Credential.RefreshToken credential, RefreshTokenRecord before, Failed failed) {
    record(credential, before);
    return failed;
  }

  private static TokenResult ambiguous(RefreshTokenRecord spending, Failed failed) {
    if (!spending.rotates()) {
      return failed.as(Kind.TRANSIENT);
    }
    // A success without a token was served; of anything else nothing is known.
    boolean served = failed.failure().status() / 100 == 2;
    Failed told = served ? lost(failed) : failed;
    return spending.intents() >= SUBMISSIONS ? told.as(Kind.REJECTED) : told;
  }

  private static Failed lost(Failed failed) {
    return failed.with(failed.failure().with(RenewalFailure.Detail.ANSWER_LOST));
  }

  /// The family is dead with it: whatever the chain spent before would be refused too. Only another
  /// token in the configuration starts a new chain.
  private TokenResult dead(
      Credential.RefreshToken credential,
      RefreshTokenRecord before,
      RefreshTokenRecord spending,
      Failed failed) {
    record(credential, spending.died());
    Failed refused = failed.as(Kind.REJECTED);
    return before.outcomeUnknown() ? lost(refused) : refused;
  }

  /// Nothing is sent; it is still the refusal that stands in the way.
  private static Failed refusedBefore(IssuerSession session, Credential.RefreshToken credential) {
    RenewalFailure failure =
        new RenewalFailure(
                session.now().wall(),
                RenewalFailure.Reason.SECRET_UNAVAILABLE,
                0,
                "invalid_grant",
                "refresh token: refused for good (expected: " + another(credential) + ")",
                null)
            .with(RenewalFailure.Detail.GRANT_DEAD);
    return new Failed(failure, Kind.REJECTED);
  }

  private void record(Credential.RefreshToken credential, RefreshTokenRecord record) {
    try {
      store.write(credential.name(), record);
    } catch (RecordConflictException e) {
      LOG.warn("{}: {}", credential.name(), CONFLICT);
    } catch (IOException e) {
      store.keepInMemory(credential.name(), record);
      LOG.error("{}: the state directory cannot be written", credential.name());
    }
  }

  /// Nothing was sent: tried again soon, since room on a disk comes back by itself.
  private static Failed unusable(IssuerSession session, IOException e, String what) {
    boolean cluster = e instanceof SharedRecordException || e instanceof RecordConflictException;
    Failed failed = failed(session, cluster ? String.valueOf(e.getMessage()) : what);
    return cluster
        ? new Failed(failed.failure().with(RenewalFailure.Detail.CLUSTER), Kind.TRANSIENT)
        : failed.as(Kind.TRANSIENT);
  }

  private static Failed failed(IssuerSession session, String what) {
    RenewalFailure failure =
        RenewalFailure.of(session.now().wall(), RenewalFailure.Reason.SECRET_UNAVAILABLE, what);
    return new Failed(failure, Kind.REJECTED);
  }
}
