package why401.diagnosis.observation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.Recovery;
import why401.token.RenewalFailure;

/// Looks at how a case ended: which change here or there came with the first accepted request.
public final class EndObserver {
  /// The variable that it fills.
  public static final String VARIABLE = "ended-by";

  /// A wait and a change elsewhere look alike from here.
  private static final String UNCHANGED = "unchanged-here";

  private final Recovery recovery;
  private final boolean renewedInVain;

  /// @param renewedInVain whether a fresh token was refused during the case
  public EndObserver(Recovery recovery, boolean renewedInVain) {
    this.recovery = recovery;
    this.renewedInVain = renewedInVain || recovery.attempts().several();
  }

  /// The value that is reported; empty if several fit.
  public Optional<String> value() {
    RenewalFailure failure = recovery.failure();
    if (recovery.reconfigured() && !newSecret()) {
      return Optional.of("configuration");
    }
    return failure == null ? Optional.of(afterRefusal()) : afterFailure(failure);
  }

  /// The value that is weighed.
  public Optional<String> observed() {
    return value()
        .map(value -> value.equals("time") || value.equals("nothing-here") ? UNCHANGED : value);
  }

  private String afterRefusal() {
    if (newSecret()) {
      return "new-secret";
    }
    if (recovery.moreRights()) {
      return "right-granted";
    }
    if (recovery.otherProof() && !renewedInVain) {
      return "renewed-token";
    }
    if (recovery.otherTarget()) {
      return "target-restart";
    }
    return recovery.attempts().waited() ? "time" : "nothing-here";
  }

  /// A rejected client may have got another secret, or the provider may have changed its mind.
  private static Optional<String> afterFailure(RenewalFailure failure) {
    return switch (failure.reason()) {
      case SECRET_UNAVAILABLE, MALFORMED -> Optional.of("new-secret");
      case RATE_LIMITED, ACCOUNT_PROTECTION, PROXY_PROTECTION -> Optional.of("time");
      case UNREACHABLE, TIMEOUT, SERVER_ERROR, INVALID_RESPONSE -> Optional.of("nothing-here");
      case REJECTED, SHUTDOWN -> Optional.empty();
    };
  }

  private boolean newSecret() {
    return recovery.otherProof() && bySomebodyElse(recovery.accepted().shown());
  }

  /// Whether a person or another program put it there. A JWT that is rotated in a file counts as
  /// renewed.
  private static boolean bySomebodyElse(CredentialFacts shown) {
    return switch (shown.kind()) {
      case PASSWORD, KEY -> true;
      case TOKEN -> shown.obtainedAt() == null && opaque(shown.token());
      case SESSION, NONE -> false;
    };
  }

  private static boolean opaque(@Nullable JwtFacts token) {
    return token == null || token.form() == JwtFacts.Form.OPAQUE;
  }
}
