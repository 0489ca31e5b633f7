package why401.token;

import java.time.Duration;
import why401.credential.Credential;

/// Buys what each type of credential buys; passwords only as far as the guard allows.
final class Buyers {
  private static final Duration ASSUMED_LIFE = Duration.ofMinutes(10);

  private final OAuthBuyer oauth;
  private final RefreshTokenBuyer refreshToken;
  private final FormLoginBuyer formLogin = new FormLoginBuyer();
  private final PasswordGuard guard;

  Buyers(OAuthBuyer oauth, RefreshTokenBuyer refreshToken, PasswordGuard guard) {
    this.oauth = oauth;
    this.refreshToken = refreshToken;
    this.guard = guard;
  }

  Answer buy(Slot slot, Line line) {
    Duration learned = slot.learnedLife();
    Duration assumed = learned == null ? ASSUMED_LIFE : learned;
    return switch (slot.credential()) {
      case Credential.RefreshToken configured -> refreshToken.buy(line, configured, assumed);
      case Credential.Password password ->
          guarded(slot, line, () -> oauth.buy(line, password, null, assumed));
      case Credential.FormLogin login ->
          guarded(slot, line, () -> formLogin.buy(line, login, assumed));
      case Credential.OAuth other -> oauth.buy(line, other, null, assumed);
    };
  }

  private Answer guarded(Slot slot, Line line, java.util.function.Supplier<Answer> attempt) {
    String name = slot.name();
    String fingerprint = SecretsOf.fingerprint(slot.credential());
    if (!guard.mayTry(name, fingerprint)) {
      Fault before = slot.retry().fault();
      String why =
          "password: held back after refusals (expected: another one, or the slow retry)"
              + (before == null ? "" : "; refused with: " + before.description());
      Fault fault = Fault.of(line.now().wall(), Fault.Reason.ACCOUNT_PROTECTION, why);
      return new Answer.Lost(fault, Answer.Kind.REJECTED);
    }
    Answer answer = attempt.get();
    switch (answer) {
      case Answer.Bought _ -> guard.accepted(name, fingerprint);
      case Answer.Lost lost -> {
        if (lost.fault().reason() == Fault.Reason.REJECTED) {
          guard.refused(name, fingerprint);
        } else {
          guard.unknown(name, fingerprint);
        }
      }
    }
    return answer;
  }
}
