package why401.token.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.io.Sha256;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.time.PairedClock;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;
import why401.token.shared.SharedFailure;
import why401.token.shared.SharedToken;
import why401.token.shared.SharedTokens;

/// One renewal for all agents of a cluster: the member that renews a credential asks its issuer,
/// and shows the token to the others before it uses it; they ask that member.
public final class SharedRenewal {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// For something better than the failure that is known.
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final PairedClock clocks;
  private final TokenObtainer obtainer;
  private volatile SharedTokens shared = SharedTokens.ALONE;

  public SharedRenewal(PairedClock clocks, TokenObtainer obtainer) {
    this.clocks = clocks;
    this.obtainer = obtainer;
  }

  /// Shares with the members of a cluster from now on.
  public void with(SharedTokens members) {
    shared = members;
  }

  /// What came of an attempt.
  ///
  /// @param asked whether the issuer was asked, and not another member
  record Attempted(TokenResult result, boolean asked) {}

  /// Whether this agent renews `renewable`. What is bound to a process is renewed by each.
  public boolean here(RenewableCredential renewable) {
    return !shareable(renewable.credential()) || shared.renews(renewable.credential());
  }

  /// Whether another member has a newer token.
  public boolean behind(RenewableCredential renewable) {
    return shareable(renewable.credential()) && newer(renewable) != null;
  }

  private static boolean shareable(Credential.Renewable credential) {
    return switch (credential) {
      case Credential.Negotiate _, Credential.AwsWebIdentity _ -> false;
      case Credential.OAuth oauth -> oauth.client().dpop() == null;
      case Credential.Login _ -> true;
    };
  }

  Attempted obtain(RenewableCredential renewable, IssuerSession session) {
    if (!shareable(renewable.credential())) {
      return new Attempted(obtainer.obtain(renewable, session), true);
    }
    TokenResult found = newer(renewable);
    if (found != null) {
      return new Attempted(found, false);
    }
    TokenResult theirs = here(renewable) ? null : fromOwner(renewable);
    if (theirs != null) {
      return new Attempted(theirs, false);
    }
    TokenResult result = obtainer.obtain(renewable, session);
    publish(renewable, result);
    return new Attempted(result, true);
  }

  /// What the owner says; null if this agent became the owner meanwhile, since that one is gone.
  private @Nullable TokenResult fromOwner(RenewableCredential renewable) {
    Failed known = failure(renewable);
    shared.ask(renewable.name(), issued(renewable));
    Duration patience = known == null ? PATIENCE : AFTER_FAILURE;
    Optional<TokenResult> news =
        shared.await(
            () -> {
              TokenResult result = news(renewable, known);
              boolean ended = result != null || here(renewable);
              return ended ? Optional.ofNullable(result) : null;
            },
            Durations.min(patience, renewable.credential().timeout()));
    if (news != null) {
      return news.orElse(null);
    }
    RenewalFailure none =
        RenewalFailure.of(
            clocks.now().wall(),
            RenewalFailure.Reason.TIMEOUT,
            "cluster: no token from the member that renews it");
    return known == null ? new Failed(none, Kind.TRANSIENT) : known;
  }

  private @Nullable TokenResult news(RenewableCredential renewable, @Nullable Failed known) {
    TokenResult token = newer(renewable);
    Failed failed = failure(renewable);
    boolean fresh =
        failed != null && (known == null || failed.failure().at().isAfter(known.failure().at()));
    return token == null && fresh ? failed : token;
  }

  /// The last failure, unless a token came since.
  private @Nullable Failed failure(RenewableCredential renewable) {
    SharedFailure last = shared.failure(renewable.name());
    SharedToken token = shared.token(renewable.name());
    if (last == null
        || !last.mark().equals(mark(renewable))
        || (token != null && token.issuedAt().isAfter(last.failure().at()))) {
      return null;
    }
    return new Failed(last.failure(), last.kind(), last.retryAfter());
  }

  /// A token that was issued after the one in hand, and has not ended.
  private TokenResult.@Nullable Obtained newer(RenewableCredential renewable) {
    SharedToken token = shared.token(renewable.name());
    ClockReading now = clocks.now();
    if (token == null
        || !token.issuedAt().isAfter(issued(renewable))
        || !token.issuedAt().plus(token.lifetime()).isAfter(now.wall())
        || !token.mark().equals(mark(renewable))) {
      return null;
    }
    Duration age = Durations.max(Duration.ZERO, Duration.between(token.issuedAt(), now.wall()));
    ClockReading sent =
        new ClockReading(
            now.wall().minus(age), now.nanos() - age.toNanos(), now.passed().minus(age));
    return new TokenResult.Obtained(
        token.value(),
        token.cookies(),
        sent,
        new TokenExpiry(token.lifetime(), token.source(), false),
        token.notBefore(),
        token.refreshIn(),
        token.scope(),
        null);
  }

  private static Instant issued(RenewableCredential renewable) {
    TokenGeneration newest = renewable.tokens().newest();
    return newest == null ? Instant.EPOCH : newest.token().issuedAt();
  }

  private void publish(RenewableCredential renewable, TokenResult result) {
    switch (result) {
      case TokenResult.Obtained obtained ->
          shared.publish(
              new SharedToken(
                  renewable.name(),
                  mark(renewable),
                  obtained.value(),
                  obtained.cookies(),
                  obtained.sent().wall(),
                  obtained.expiry().lifetime(),
                  obtained.expiry().source(),
                  obtained.notBefore(),
                  obtained.refreshIn(),
                  obtained.scope()));
      case Failed failed ->
          shared.publish(
              new SharedFailure(
                  renewable.name(),
                  mark(renewable),
                  failed.failure(),
                  failed.kind(),
                  failed.retryAfter()));
    }
  }

  /// The same at all members with one configuration, whatever the order of its maps.
  private static String mark(RenewableCredential renewable) {
    String[] words = renewable.credential().toString().split("[\\[\\]{}=, ]+", -1);
    Arrays.sort(words);
    return Sha256.of(String.join(" ", List.of(words)));
  }
}
