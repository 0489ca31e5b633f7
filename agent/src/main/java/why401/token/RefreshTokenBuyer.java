package why401.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretUnavailableException;
import why401.token.Answer.Kind;
import why401.token.Answer.Lost;

/// Spends refresh tokens that rotate: the intent is on disk before one is sent, its successor
/// before anything that came with it is used (RENEWAL.md, I10).
final class RefreshTokenBuyer {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTokenBuyer.class);

  /// How often one token may be submitted without an answer before a person is called for.
  private static final int SUBMISSIONS = 2;

  private static final Duration SLOW_PACE = Duration.ofMinutes(5);

  private final OAuthBuyer oauth;
  private final LedgerStore store;

  RefreshTokenBuyer(OAuthBuyer oauth, LedgerStore store) {
    this.oauth = oauth;
    this.store = store;
  }

  Answer buy(Line line, Credential.RefreshToken credential, Duration assumed) {
    String name = credential.name();
    Secret configured = configured(credential);
    Ledger ledger = current(store.read(name), configured);
    if (ledger == null) {
      return lost(
          line, credential.refreshToken().describe() + ": empty (expected: a refresh token)");
    }
    if (ledger.knowsDead(ledger.token())) {
      return lost(
          line, "refresh token: refused for good (expected: a new one in the configuration)");
    }
    Duration rest = restOfPause(ledger, line.now().wall());
    if (rest.isPositive()) {
      Lost held =
          lost(
              line,
              "refresh token: submitted twice, both answers lost (expected: a pause, or a new"
                  + " one)");
      return new Lost(held.fault(), held.kind(), rest);
    }
    Ledger spending = ledger.spending(line.now().wall());
    try {
      store.write(name, spending);
    } catch (IOException e) {
      return lost(
          line,
          "state directory: cannot be written, or is in use by another why401 (expected: to keep"
              + " the refresh token)");
    }
    Answer answer = oauth.buy(line, credential, ledger.token(), assumed);
    return switch (answer) {
      case Answer.Bought bought -> keep(line, credential, spending, bought);
      case Lost lost -> settle(credential, ledger, spending, lost);
    };
  }

  /// Whatever happens meanwhile, a restart included: sent twice in vain, it goes at the slow pace.
  private static Duration restOfPause(Ledger ledger, Instant now) {
    Instant last = ledger.intentAt();
    if (!ledger.fateUnknown() || ledger.intents() < SUBMISSIONS || last == null) {
      return Duration.ZERO;
    }
    return SLOW_PACE.minus(Duration.between(last, now).abs());
  }

  /// A token that a person put into the configuration anew wins over what became of the old one.
  private static @Nullable Ledger current(@Nullable Ledger ledger, @Nullable Secret configured) {
    if (configured == null) {
      return ledger;
    }
    if (ledger == null) {
      return Ledger.begin(configured);
    }
    boolean another = !ledger.configured().equals(Hash.of(configured));
    return another ? ledger.restarted(configured) : ledger;
  }

  private static @Nullable Secret configured(Credential.RefreshToken credential) {
    try {
      Secret secret = credential.refreshToken().read();
      return secret.isEmpty() ? null : secret;
    } catch (SecretUnavailableException e) {
      return null;
    }
  }

  private Answer keep(
      Line line, Credential.RefreshToken credential, Ledger ledger, Answer.Bought bought) {
    Answer.Rotated rotated = bought.rotated();
    Instant end =
        rotated == null || rotated.life() == null
            ? null
            : bought.sent().wall().plus(rotated.life());
    Ledger next = rotated == null ? ledger.kept() : ledger.rotated(rotated.refreshToken(), end);
    try {
      store.write(credential.name(), next);
      return bought;
    } catch (IOException e) {
      return unpersisted(line, credential, next);
    }
  }

  /// The successor is in memory alone. What came with it is not used: a token that works now and
  /// cannot be renewed after a restart would hide that.
  private Answer unpersisted(Line line, Credential.RefreshToken credential, Ledger next) {
    LOG.error(
        "{}: the rotated refresh token cannot be written to the state directory (expected: space"
            + " and permission); it is kept in memory and tried again",
        credential.name());
    store.hold(credential.name(), next);
    Fault fault =
        Fault.of(
            line.now().wall(),
            Fault.Reason.SECRET_UNAVAILABLE,
            "state directory: cannot be written (expected: to keep the rotated refresh token)");
    return new Lost(fault, Kind.TRANSIENT);
  }

  /// An answer that the token was not spent leaves everything as it was `before`.
  private Answer settle(
      Credential.RefreshToken credential, Ledger before, Ledger spending, Lost lost) {
    return switch (lost.kind()) {
      case AMBIGUOUS -> ambiguous(spending, lost);
      case GRANT_DEAD -> dead(credential, spending, lost);
      case TRANSIENT, REJECTED -> {
        record(credential, before);
        yield lost;
      }
    };
  }

  private static Answer ambiguous(Ledger spending, Lost lost) {
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
  private Answer dead(Credential.RefreshToken credential, Ledger spending, Lost lost) {
    record(credential, spending.died());
    return lost.as(Kind.REJECTED);
  }

  private void record(Credential.RefreshToken credential, Ledger ledger) {
    try {
      store.write(credential.name(), ledger);
    } catch (IOException e) {
      store.hold(credential.name(), ledger);
      LOG.error("{}: the state directory cannot be written", credential.name());
    }
  }

  private static Lost lost(Line line, String what) {
    Fault fault = Fault.of(line.now().wall(), Fault.Reason.SECRET_UNAVAILABLE, what);
    return new Lost(fault, Kind.REJECTED);
  }
}
