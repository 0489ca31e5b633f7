package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.Token;
import why401.token.TokenListener;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Applies the result of a renewal: stores the new token, or keeps the old one and schedules a
/// retry (renewal.md, 4).
public final class RenewalCompletion {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalCompletion.class);
  private static final Duration FLOOR = Duration.ofSeconds(1);
  private static final Duration ROUNDED = Duration.ofSeconds(5);

  private final NewTokens newTokens;
  private final RetryPlanner planner;
  private final TokenListener listener;

  public RenewalCompletion(RenewalPolicy policy, Duration probeTimeout, TokenListener listener) {
    this.newTokens = new NewTokens(policy, probeTimeout);
    this.planner = new RetryPlanner(policy);
    this.listener = listener;
  }

  private RenewalCompletion(NewTokens newTokens, RetryPlanner planner, TokenListener listener) {
    this.newTokens = newTokens;
    this.planner = planner;
    this.listener = listener;
  }

  /// @param fingerprint of the secrets that the attempt used
  RenewalResult complete(
      RenewalAttempt attempt, TokenResult result, String fingerprint, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    if (!fingerprint.isEmpty()) {
      renewable.secretHistory().used(fingerprint, attempt.start().wall());
    }
    return switch (result) {
      case TokenResult.Obtained obtained when !obtained.expiry().lifetime().isPositive() ->
          failed(attempt, expiredOnArrival(obtained, now), fingerprint, now);
      case TokenResult.Obtained obtained -> {
        if (!fingerprint.isEmpty()) {
          renewable.secretHistory().accepted(fingerprint, now.wall());
        }
        TokenGeneration newest = renewable.tokens().newest();
        yield newest != null && newTokens.same(newest, obtained)
            ? sameAgain(attempt, newest, obtained, fingerprint, now)
            : renewed(attempt, obtained, now);
      }
      case Failed failed ->
          failed(
              attempt,
              failed.with(withHistory(renewable, failed, fingerprint, now)),
              fingerprint,
              now);
    };
  }

  /// The same for what another member of the cluster obtained, which has told of it.
  RenewalResult adopt(
      RenewalAttempt attempt, TokenResult result, String fingerprint, ClockReading now) {
    return new RenewalCompletion(newTokens, planner, TokenListener.NONE)
        .complete(attempt, result, fingerprint, now);
  }

  /// The failure, with the history of the refused secret if that is one which only changes by hand.
  private static RenewalFailure withHistory(
      RenewableCredential renewable, Failed failed, String fingerprint, ClockReading now) {
    boolean lasting =
        switch (renewable.credential()) {
          case Credential.ClientCredentials _,
              Credential.Password _,
              Credential.Negotiate _,
              Credential.Login _ ->
              true;
          // What rotates is the grant: the client's secret is as lasting as any.
          case Credential.RefreshToken _ -> TokenErrorClassifier.refusesClient(failed);
          case Credential.JwtBearer _, Credential.TokenExchange _, Credential.AwsWebIdentity _ ->
              false;
        };
    boolean refused = failed.failure().reason() == RenewalFailure.Reason.REJECTED;
    // A secret that was changed meanwhile may have been sent or not.
    return lasting
            && refused
            && !fingerprint.isEmpty()
            && !RetryPlanner.changed(renewable, fingerprint)
        ? failed.failure().withPast(renewable.secretHistory().refused(fingerprint, now.wall()))
        : failed.failure();
  }

  private static Failed expiredOnArrival(TokenResult.Obtained obtained, ClockReading now) {
    return unusable(
        "expiry: %s before the request was made (expected: a positive lifetime)"
            .formatted(obtained.expiry().lifetime().abs()),
        now);
  }

  private static Failed unusable(String what, ClockReading now) {
    return new Failed(
        RenewalFailure.of(now.wall(), RenewalFailure.Reason.INVALID_RESPONSE, what)
            .with(RenewalFailure.Detail.UNUSABLE_TOKEN),
        Kind.TRANSIENT);
  }

  /// The token that is in hand: nothing is fresh, and what is left of its life counts.
  private RenewalResult sameAgain(
      RenewalAttempt attempt,
      TokenGeneration held,
      TokenResult.Obtained obtained,
      String fingerprint,
      ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    TokenGeneration kept = newTokens.again(held, obtained, now);
    int times = renewable.countSame();
    if (times == 1) {
      LOG.info(
          "{}: the identity provider returned the token that is in hand, valid until {}; it is"
              + " asked again nearer to that end",
          renewable.name(),
          kept.token().expiresAt());
    }
    // Providers round the life that they tell; so long the next token may be on its way.
    if (kept.untilEnd(now).compareTo(ROUNDED.negated()) < 0) {
      Failed over = unusable("expiry: the same token again, which is over", now);
      RenewalResult result = failed(attempt, over, fingerprint, now);
      renewable.postpone(planner.untilAnother(kept, times, now));
      return result;
    }
    renewable.keep(kept);
    renewable.retry(RetryState.afterSuccess(now, planner.untilAnother(kept, times, now)));
    report(attempt, kept.token(), now);
    return new RenewalResult.Renewed(renewable.name(), kept.token());
  }

  private RenewalResult renewed(
      RenewalAttempt attempt, TokenResult.Obtained obtained, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    TokenGeneration before = renewable.tokens().newest();
    boolean early = attempt.forced() || renewable.binding().outdated();
    if (before != null && !early) {
      renewable.learned().lived(before.times().lifetime(), now);
    }
    TokenGeneration next = newTokens.of(renewable, obtained);
    renewable.store(next, early);
    Token token = next.token();
    if (renewable.retry().failure() != null) {
      LOG.info("{}: renewed again, valid until {}", renewable.name(), token.expiresAt());
    }
    if (token.expirySource() == Token.ExpirySource.ASSUMED && token.generation() == 1) {
      LOG.info(
          "{}: the identity provider does not say how long its tokens live ({}); {} s are assumed",
          renewable.name(),
          obtained.expiry().stated().words(),
          token.lifetime().toSeconds());
    }
    renewable.retry(RetryState.afterSuccess(now, FLOOR));
    if (obtained.expiry().disagreed()) {
      listener.expiryDisagreed(renewable.name());
    }
    report(attempt, token, now);
    return new RenewalResult.Renewed(renewable.name(), token);
  }

  private void report(RenewalAttempt attempt, Token token, ClockReading now) {
    listener.renewed(
        attempt.renewable().credential().issuerLabel(),
        token,
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
  }

  private RenewalResult failed(
      RenewalAttempt attempt, Failed failed, String fingerprint, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    RenewalFailure before = renewable.retry().failure();
    RetryState next = planner.after(renewable, failed, fingerprint, now);
    renewable.retry(next);
    report(renewable, before, failed.failure(), next);
    listener.renewalFailed(
        renewable.name(),
        renewable.credential().issuerLabel(),
        failed.failure(),
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
    return new RenewalResult.Failed(renewable.name(), failed.failure());
  }

  private static void report(
      RenewableCredential renewable,
      @Nullable RenewalFailure before,
      RenewalFailure failure,
      RetryState next) {
    if (before != null && before.reason() == failure.reason()) {
      return;
    }
    String then =
        next.spreading() > 0
            ? "its secret is new and may not have reached every server of the issuer, next attempt"
                + " in %d s".formatted(next.pause().toSeconds())
            : next.suspended()
                ? "waits for a changed secret"
                : "next attempt in " + next.pause().toMillis() + " ms";
    LOG.warn(
        "{}: renewal failed ({}{}): {}; {}",
        renewable.name(),
        failure.reason().label(),
        failure.error() == null ? "" : " " + failure.error(),
        failure.description(),
        then);
  }
}
