package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.token.CredentialsResult;
import why401.token.shared.SharedFailure;
import why401.token.shared.SharedToken;
import why401.token.shared.SharedTokens;

/// Two agents of one cluster, in one thread: the first renews, the second sends what it obtains.
class SharedRenewalTest {
  private static final Duration LIFE = Duration.ofSeconds(300);

  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");
  private final Map<String, SharedToken> tokens = new HashMap<>();
  private final Map<String, SharedFailure> failures = new HashMap<>();
  private final TokenSourceWorld owner = new TokenSourceWorld().with(credential);
  private final TokenSourceWorld other = new TokenSourceWorld().with(credential);

  SharedRenewalTest() {
    owner.source().share(new Board(true));
    other.source().share(new Board(false));
  }

  @Test
  void tokenOfTheOwner_isSentByTheOther_withoutARequest() {
    pass(TokenSourceWorld.SECOND);
    assertThat(value(other)).isNotNull().isEqualTo(value(owner));
    assertThat(owner.requests()).isEqualTo(1);
    assertThat(other.requests()).isZero();
  }

  @Test
  void whoHasNone_asksTheOwner() {
    assertThat(value(other)).isNotNull();
    assertThat(owner.requests()).isEqualTo(1);
    assertThat(other.requests()).isZero();
  }

  @Test
  void ownerThatGoesWhileItIsAsked_isNotWaitedFor() {
    Board board = new Board(false);
    other.source().share(board);
    board.ownerGoes = true;

    assertThat(value(other)).isNotNull();
    assertThat(owner.requests()).isZero();
    assertThat(other.requests()).isEqualTo(1);
  }

  @Test
  void renewals_areAsManyAsThoseOfOneAgent() {
    pass(LIFE.multipliedBy(10));
    assertThat(value(other)).isEqualTo(value(owner));
    assertThat(owner.requests() - 1).isBetween(13, 17);
    assertThat(other.requests()).isZero();
  }

  @Test
  void refusalByTheIssuer_isKnownToBoth() {
    owner.wire.always(_ -> owner.wire.error(401, "invalid_client"));
    assertThat(other.source().authorize(credential, Duration.ZERO))
        .isInstanceOfSatisfying(
            CredentialsResult.Unavailable.class,
            none -> assertThat(none.failure().error()).isEqualTo("invalid_client"));
    assertThat(other.requests()).isZero();
  }

  @Test
  void tokenOfAnotherConfiguration_isNotTaken() {
    pass(TokenSourceWorld.SECOND);
    SharedToken known = tokens.get("billing-api");
    TokenSourceWorld third = new TokenSourceWorld();
    third.with(
        new Credential.ClientCredentials(
            "billing-api",
            TokenSourceWorld.client(
                new why401.credential.ClientAuthentication.WithSecret(
                    "another",
                    why401.credential.ClientAuthentication.Method.BASIC,
                    new MutableSecret("client-secret-1")))));
    third.source().share(new Board(true));
    third.time.advance(TokenSourceWorld.SECOND);
    third.pass(TokenSourceWorld.SECOND);
    assertThat(third.requests()).isEqualTo(1);
    assertThat(tokens.get("billing-api").mark()).isNotEqualTo(known.mark());
  }

  private void pass(Duration duration) {
    for (long left = duration.toSeconds(); left > 0; left--) {
      owner.pass(TokenSourceWorld.SECOND);
      other.pass(TokenSourceWorld.SECOND);
    }
  }

  private @Nullable Object value(TokenSourceWorld world) {
    var token = world.token(credential);
    return token == null ? null : token.value();
  }

  /// What both see.
  private final class Board implements SharedTokens {
    private boolean first;
    private boolean ownerGoes;

    Board(boolean first) {
      this.first = first;
    }

    @Override
    public boolean renews(Credential.Renewable one) {
      return first;
    }

    @Override
    public @Nullable SharedToken token(String name) {
      return tokens.get(name);
    }

    @Override
    public @Nullable SharedFailure failure(String name) {
      return failures.get(name);
    }

    @Override
    public void publish(SharedToken token) {
      tokens.put(token.credential(), token);
    }

    @Override
    public void publish(SharedFailure failure) {
      failures.put(failure.credential(), failure);
    }

    @Override
    public void ask(String name, Instant issuedAt) {
      if (ownerGoes) {
        first = true;
      } else {
        owner.source().asked(name, issuedAt);
      }
    }

    @Override
    public <T> @Nullable T await(Supplier<@Nullable T> look, Duration patience) {
      return look.get();
    }
  }
}
