package why401.token.source;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.time.PairedClock;
import why401.token.TargetResponse;
import why401.token.TargetResponse.Opinion;
import why401.token.TargetResponse.Reaction;
import why401.token.Token;
import why401.token.renewal.AcceptedTokens.EarlyDeath;
import why401.token.renewal.HeldTokens;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewalDispatcher;
import why401.token.renewal.TokenGeneration;

/// Draws conclusions from what targets answer to a token (renewal.md, 4.1): one that died early is
/// replaced, one that is not valid yet gives way to the one before it.
final class TargetFeedback {
  private static final Logger LOG = LoggerFactory.getLogger(TargetFeedback.class);

  /// Older than this, a token is not refused for being new.
  private static final Duration NEW = Duration.ofSeconds(60);

  /// Refusals in a row of a token that was accepted, until one that does not say why counts.
  private static final int IN_A_ROW = 2;

  private final PairedClock clocks;
  private final RenewalDispatcher dispatcher;

  TargetFeedback(PairedClock clocks, RenewalDispatcher dispatcher) {
    this.clocks = clocks;
    this.dispatcher = dispatcher;
  }

  Reaction answered(RenewableCredential renewable, Token token, TargetResponse answer) {
    if (answer.opinion() == Opinion.ACCEPTED) {
      accepted(renewable, token, answer);
      return Reaction.NONE;
    }
    TokenGeneration newest = renewable.tokens().newest();
    if (newest == null) {
      return Reaction.NONE;
    }
    if (newest.token().generation() > token.generation()) {
      return superseded(renewable, token, newest);
    }
    int inARow = renewable.accepted().refused(token.generation());
    if (mayBeTooNew(renewable, newest, answer.opinion()) && notYetValid(renewable, token)) {
      return Reaction.PREVIOUS_TOKEN;
    }
    if (answer.opinion() == Opinion.NOT_YET_VALID) {
      return Reaction.NONE;
    }
    boolean proven = answer.acceptedThere() || renewable.accepted().wasAccepted(token.generation());
    boolean says = answer.opinion() == Opinion.INVALID || !token.cookies().isEmpty();
    boolean likely = answer.opinion().over() || (proven && (says || inARow >= IN_A_ROW));
    return likely && renewed(renewable, newest, answer) ? Reaction.RENEWAL : Reaction.NONE;
  }

  private void accepted(RenewableCredential renewable, Token token, TargetResponse answer) {
    EarlyDeath proven = renewable.accepted().accepted(token);
    if (proven != null) {
      endedEarly(renewable, proven);
    }
    TokenGeneration newest = renewable.tokens().newest();
    if (newest != null && newest.token().generation() == token.generation()) {
      renewable.served(answer.place(), newest, clocks.now());
    }
  }

  /// A token that was in use while its successor came: if it is refused with life left, its issuer
  /// revokes each token when it issues the next.
  private Reaction superseded(RenewableCredential renewable, Token token, TokenGeneration newest) {
    HeldTokens held = renewable.tokens();
    TokenGeneration older = held.previous();
    boolean alive =
        older != null
            && older.token().generation() == token.generation()
            && older.untilGuard(clocks.now()).isPositive();
    if (older != null && alive && renewable.accepted().revokesPrevious()) {
      LOG.warn(
          "{}: a token was refused {} s before its end, after the next one was issued: the identity"
              + " provider seems to revoke the previous token each time, so every process that"
              + " obtains tokens needs a client of its own",
          renewable.name(),
          older.untilEnd(clocks.now()).toSeconds());
    }
    if (!newest.usableYet(clocks.now())) {
      renewable.replace(held, held.forward());
    }
    return Reaction.SUPERSEDED;
  }

  private boolean mayBeTooNew(
      RenewableCredential renewable, TokenGeneration newest, Opinion opinion) {
    boolean young = newest.age(clocks.now()).compareTo(NEW) < 0;
    boolean unproven = !renewable.accepted().wasAccepted(newest.token().generation());
    boolean silent = opinion == Opinion.REFUSED || opinion == Opinion.INVALID;
    return opinion == Opinion.NOT_YET_VALID || (silent && young && unproven);
  }

  /// The previous token is sent again for a while, if it was accepted and has not expired.
  ///
  /// @return whether there was one
  private boolean notYetValid(RenewableCredential renewable, Token token) {
    HeldTokens tokens = renewable.tokens();
    TokenGeneration older = tokens.previous();
    boolean good =
        older != null
            && renewable.accepted().keepsPrevious()
            && renewable.accepted().wasAccepted(older.token().generation());
    HeldTokens back = good ? tokens.fallBack(token.generation(), clocks.now()) : null;
    if (older == null || back == null || !renewable.replace(tokens, back)) {
      return false;
    }
    if (renewable.accepted().wentBack() == 1) {
      LOG.warn(
          "{}: the target does not accept the new token yet; the previous one, valid until {}, is"
              + " sent for up to a minute, as it will be from now on",
          renewable.name(),
          older.token().expiresAt());
    }
    return true;
  }

  private boolean renewed(
      RenewableCredential renewable, TokenGeneration dead, TargetResponse answer) {
    Duration age = dead.age(clocks.now());
    if (!renewable.retry().allows(clocks.now())
        || renewable.attempt() != null
        || !renewable.force(answer.place(), clocks.now())
        || dispatcher.force(renewable) == null) {
      return false;
    }
    boolean revoked = answer.opinion() == Opinion.REVOKED;
    LOG.info(
        "{}: the token that {} refuses at an age of {} s, {} s before its end, is replaced",
        renewable.name(),
        answer.place(),
        age.toSeconds(),
        dead.untilEnd(clocks.now()).toSeconds());
    renewable
        .accepted()
        .died(new EarlyDeath(dead.token(), age, answer.opinion() == Opinion.EXPIRED, revoked));
    return true;
  }

  /// A new token was accepted after `death`: if the old one was not revoked, that is how long its
  /// kind lives.
  private void endedEarly(RenewableCredential renewable, EarlyDeath death) {
    if (death.revoked()) {
      if (renewable.accepted().revoked() == IN_A_ROW) {
        LOG.warn(
            "{}: its tokens are revoked before their end again and again; does another process"
                + " obtain tokens for the same client, at a provider that keeps one for each?",
            renewable.name());
      }
      return;
    }
    boolean assumed = death.token().expirySource() == Token.ExpirySource.ASSUMED;
    if (renewable.died(death.age(), death.expired() || assumed, clocks.now())) {
      LOG.warn(
          "{}: its tokens end after {} s ({} s are stated or assumed); they are renewed by that",
          renewable.name(),
          death.age().toSeconds(),
          death.token().lifetime().toSeconds());
    }
  }
}
