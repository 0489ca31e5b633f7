package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.Credential;
import why401.deployment.RecordBoard;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;

/// A rotating refresh token at two members of a cluster.
class SharedChainTest {
  @TempDir private Path folder = Path.of(".");
  private final RecordBoard board = new RecordBoard();
  private final MutableSecret configured = new MutableSecret("refresh-configured");
  private final Credential credential =
      new Credential.RefreshToken(
          "desktop", TokenSourceWorld.client(new MutableSecret("client-secret-1")), configured);
  private final List<String> spent = new ArrayList<>();
  private TokenSourceWorld first;
  private TokenSourceWorld second;
  private RecordBoard.Member one;
  private RecordBoard.Member other;

  @BeforeEach
  void join() {
    first = world("first");
    second = world("second");
    one = board.member("first");
    other = board.member("second");
    first.source().share(one);
    second.source().share(other);
  }

  private TokenSourceWorld world(String name) {
    TokenSourceWorld world = new TokenSourceWorld(folder.resolve(name), new DirectThreads());
    world.with(credential);
    world.wire.always(request -> rotate(world, request));
    return world;
  }

  private IssuerResponse rotate(TokenSourceWorld world, IssuerRequest request) {
    spent.add(ScriptedIssuerTransport.form(request.body()).get("refresh_token"));
    return world.wire.json(
        200,
        """
        {"access_token":"at-%d","token_type":"Bearer","expires_in":300,"refresh_token":"refresh-%d"}\
        """
            .formatted(spent.size(), spent.size()));
  }

  @Test
  void whoTakesOver_spendsTheTokenThatCameLast() {
    first.pass(TokenSourceWorld.SECOND);
    one.leave();
    second.pass(TokenSourceWorld.SECOND);
    assertThat(spent).containsExactly("refresh-configured", "refresh-1");
    assertThat(second.token(credential)).isNotNull();
  }

  @Test
  void answerThatWentWithItsMember_isNotFollowedByARetry_untilNothingIsLeftToLose() {
    second.pass(TokenSourceWorld.SECOND);
    first.pass(TokenSourceWorld.SECOND);
    first.wire.next(
        request -> {
          var _ = rotate(first, request);
          one.leave();
          throw new IllegalStateException("killed");
        });
    first.pass(Duration.ofSeconds(200));
    assertThat(spent).containsExactly("refresh-configured", "refresh-1", "refresh-2");
    // The token in hand ends about 300 s after the start.
    second.pass(Duration.ofSeconds(285));
    assertThat(spent).hasSize(3);
    second.pass(Duration.ofSeconds(20));
    assertThat(spent).hasSize(4).endsWith("refresh-2");
  }

  @Test
  void tokenThatAnotherMemberSpendsAtThisMoment_isNotSent() {
    first.wire.next(
        request -> {
          second.pass(TokenSourceWorld.SECOND.multipliedBy(5));
          return rotate(first, request);
        });
    first.pass(TokenSourceWorld.SECOND);
    assertThat(spent).containsExactly("refresh-configured");
    assertThat(first.token(credential)).isNotNull();
    assertNothingIsBlamed(second);
  }

  /// No more is known than that the cluster has to be asked first.
  private static void assertNothingIsBlamed(TokenSourceWorld world) {
    assertThat(world.events.failed)
        .isNotEmpty()
        .allMatch(failure -> failure.detail() == RenewalFailure.Detail.CLUSTER);
  }

  @Test
  void clusterThatIsSlow_leavesTheTokenUnspent_andKnownToBe() {
    one.changing(() -> first.time.advance(TokenSourceWorld.SECOND.multipliedBy(6)));
    first.pass(TokenSourceWorld.SECOND.multipliedBy(2));
    assertThat(spent).isEmpty();
    one.changing(() -> {});
    first.pass(TokenSourceWorld.SECOND.multipliedBy(5));
    assertThat(spent).containsExactly("refresh-configured");
    assertThat(first.token(credential)).isNotNull();
  }

  @Test
  void memberWithoutAMajority_spendsNothing() {
    one.cutOff(true);
    first.pass(Duration.ofSeconds(100));
    assertThat(spent).isEmpty();
    assertNothingIsBlamed(first);
    one.cutOff(false);
    first.pass(Duration.ofSeconds(70));
    assertThat(spent).containsExactly("refresh-configured");
  }

  @Test
  void answerWhileItIsCutOff_isToldLater_andItsTokenIsUsedThen() {
    first.wire.next(
        request -> {
          one.cutOff(true);
          return rotate(first, request);
        });
    first.pass(TokenSourceWorld.SECOND.multipliedBy(3));
    assertThat(first.token(credential)).isNull();
    one.cutOff(false);
    first.pass(TokenSourceWorld.SECOND.multipliedBy(60));
    assertThat(spent).containsExactly("refresh-configured", "refresh-1");
    second.pass(TokenSourceWorld.SECOND);
    assertThat(spent).endsWith("refresh-2");
  }

  @Test
  void afterARestartOfAll_theNewestRecordCounts() throws IOException {
    first.pass(TokenSourceWorld.SECOND);
    assertThat(file("second")).contains("refresh-1");
    other.leave();
    first.pass(Duration.ofSeconds(250));
    assertThat(file("second")).contains("refresh-1");
    assertThat(file("first")).contains("refresh-2");
    board.clear();

    second.restart();
    second.source().share(board.member("second"));
    second.pass(TokenSourceWorld.SECOND);
    assertThat(spent).hasSize(2);
    first.restart();
    first.source().share(board.member("first"));
    second.pass(Duration.ofSeconds(70));
    assertThat(spent).containsExactly("refresh-configured", "refresh-1", "refresh-2");
    assertThat(file("first")).contains("refresh-3");
  }

  @Test
  void tokenOfTheConfigurationThatWasReplaced_isNotTakenUpAgain() {
    first.pass(TokenSourceWorld.SECOND);
    configured.set("refresh-new");
    first.restart();
    first.source().share(one);
    first.pass(TokenSourceWorld.SECOND);
    assertThat(spent).containsExactly("refresh-configured", "refresh-new");
    // The other member's file is an old one for a while.
    configured.set("refresh-configured");
    second.pass(TokenSourceWorld.SECOND);
    assertThat(spent).endsWith("refresh-2");
  }

  private String file(String member) throws IOException {
    return Files.readString(folder.resolve(member).resolve("desktop.refresh-token.json"));
  }
}
