package why401.token.renewal;

import java.time.Duration;
import java.time.Instant;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.token.Token;
import why401.token.Token.ExpirySource;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;

/// Makes generations of what identity providers issue, and recognises the token that is in hand.
final class NewTokens {
  private static final Duration CLEARLY_AHEAD = Duration.ofMillis(1500);

  private final RenewalPolicy policy;
  private final Duration probeTimeout;

  NewTokens(RenewalPolicy policy, Duration probeTimeout) {
    this.policy = policy;
    this.probeTimeout = probeTimeout;
  }

  /// Whether `obtained` is the token that is in hand.
  boolean same(TokenGeneration held, TokenResult.Obtained obtained) {
    Token token = held.token();
    boolean value = token.value().equals(obtained.value()) && !token.value().isEmpty();
    return value && token.cookies().equals(obtained.cookies());
  }

  /// The next generation.
  TokenGeneration of(RenewableCredential renewable, TokenResult.Obtained obtained) {
    long number = renewable.nextGeneration();
    RenewalPolicy.Life life = life(renewable, obtained);
    RenewalTimes times = policy.times(life, renewable.name(), number);
    Duration learned = renewable.learned().life();
    if (learned != null && learned.compareTo(life.lifetime()) < 0) {
      times =
          times.renewedBy(
              policy.times(life.lasting(learned), renewable.name(), number).renewAfter());
    }
    return generation(renewable.name(), number, obtained, times);
  }

  private RenewalPolicy.Life life(RenewableCredential renewable, TokenResult.Obtained obtained) {
    return new RenewalPolicy.Life(
        obtained.expiry().lifetime(),
        obtained.refreshIn(),
        renewable.limiter().offsets().median(),
        probeTimeout,
        renewable.limiter().responseTimes().high(),
        renewable.credential().timeout());
  }

  private static TokenGeneration generation(
      String name, long number, TokenResult.Obtained obtained, RenewalTimes times) {
    Instant issued = obtained.sent().wall();
    Token token =
        new Token(
            name,
            number,
            obtained.value(),
            obtained.cookies(),
            issued,
            issued.plus(times.lifetime()),
            issued.plus(times.renewAfter()),
            obtained.expiry().source(),
            obtained.scope(),
            obtained.signer());
    return new TokenGeneration(token, times, obtained.sent(), usableFrom(obtained, times));
  }

  /// The token in hand, after it was issued again. Its end may come nearer. It is put off only
  /// where the old one has passed: then the issuer did extend it.
  TokenGeneration again(TokenGeneration held, TokenResult.Obtained obtained, ClockReading now) {
    TokenExpiry expiry = obtained.expiry();
    boolean over =
        expiry.stated() == TokenExpiry.Stated.ZERO
            || expiry.stated() == TokenExpiry.Stated.NEGATIVE;
    if (expiry.source() == ExpirySource.ASSUMED && over) {
      return held;
    }
    Duration before = held.age(obtained.sent());
    Duration lifetime = before.plus(expiry.lifetime());
    if (held.untilEnd(now).isPositive()) {
      boolean guess = expiry.source() == ExpirySource.ASSUMED;
      return guess ? held : held.endingAfter(Durations.min(lifetime, held.times().lifetime()));
    }
    RenewalPolicy.Life life =
        new RenewalPolicy.Life(
            expiry.lifetime(), obtained.refreshIn(), Duration.ZERO, probeTimeout);
    Token token = held.token();
    RenewalTimes times = policy.times(life, token.credential(), token.generation());
    return generation(token.credential(), token.generation(), obtained, times);
  }

  /// The issuer's clock may be a second ahead of its own `Date`: only a start that is clearly in
  /// the future counts.
  private static Duration usableFrom(TokenResult.Obtained obtained, RenewalTimes times) {
    Instant notBefore = obtained.notBefore();
    if (notBefore == null) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(obtained.sent().wall(), notBefore);
    boolean future = wait.compareTo(CLEARLY_AHEAD) > 0;
    return future && wait.compareTo(times.critical()) < 0 ? wait : Duration.ZERO;
  }
}
