package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.io.Sha256;
import why401.token.RenewalFailure;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.oauth.RefreshTokenRecord;

class RefreshTokenTest {
  @TempDir Path state;
  private TokenSourceWorld world;
  private final MutableSecret configured = new MutableSecret("refresh-configured");
  private final Credential credential =
      new Credential.RefreshToken(
          "desktop", TokenSourceWorld.client(new MutableSecret("client-secret-1")), configured);
  private int rotations;

  @BeforeEach
  void build() {
    world = new TokenSourceWorld(state, new DirectThreads());
    world.wire.always(this::rotate);
  }

  private IssuerResponse rotate(IssuerRequest request) {
    rotations++;
    return world.wire.json(
        200,
        """
        {"access_token":"at-%d","token_type":"Bearer","expires_in":300,
         "refresh_token":"refresh-%d","refresh_expires_in":3600}\
        """
            .formatted(rotations, rotations));
  }

  @Test
  void eachRenewal_spendsTheTokenOfTheOneBefore() {
    world.with(credential).pass(Duration.ofSeconds(700));

    assertThat(spent()).startsWith("refresh-configured", "refresh-1", "refresh-2");
    assertThat(spent()).doesNotHaveDuplicates();
  }

  @Test
  void rotatedToken_isOnDiskBeforeItsAccessTokenIsUsed() throws IOException {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential)).isNotNull();
    assertThat(Files.readString(file())).contains("refresh-1").doesNotContain("intent");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsOnDiskWhileTheTokenIsBeingSpent_saysSo() throws IOException {
    List<String> during = new ArrayList<>();
    world.wire.next(
        request -> {
          during.add(readFile());
          return rotate(request);
        });

    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(during.getFirst()).contains("\"intent\":\"");
    assertThat(during.getFirst()).doesNotContain(Sha256.of("refresh-configured"));
  }

  private String readFile() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void restart_goesOnWithTheTokenOnDisk() {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    world.restart();
    world.pass(TokenSourceWorld.SECOND);

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1");
    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void anotherTokenInTheConfiguration_winsOverTheOneOnDisk() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    configured.set("refresh-new");

    world.restart();
    world.pass(TokenSourceWorld.SECOND);

    assertThat(spent()).containsExactly("refresh-configured", "refresh-new");
  }

  @Test
  void lostResponse_isNotFollowedByARetry_untilNothingIsLeftToLose() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(ScriptedIssuerTransport.lostAnswer());

    world.pass(Duration.ofSeconds(286));
    assertThat(spent()).containsExactly("refresh-configured", "refresh-1");
    assertThat(world.token(credential)).isNotNull();
    world.pass(Duration.ofSeconds(5));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1", "refresh-1");
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527})
  void serverError_mayHaveSpentTheToken_soTheAccessTokenIsUsedUpFirst(int status) {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.json(status, "error code: " + status));

    world.pass(Duration.ofSeconds(286));
    assertThat(spent()).containsExactly("refresh-configured", "refresh-1");
    world.pass(Duration.ofSeconds(5));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1", "refresh-1");
  }

  @Test
  void successThatIsNoToken_isALostAnswer() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.json(200, "{\"access_token\":\"at"));

    world.pass(Duration.ofSeconds(286));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1");
    assertThat(failure().detail()).isEqualTo(RenewalFailure.Detail.ANSWER_LOST);
  }

  @Test
  void busyServerThatSaysWhenToComeBack_hasNotSpentTheToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(
        request -> new IssuerResponse(503, Map.of("retry-after", List.of("2")), "busy"));

    world.pass(Duration.ofSeconds(235));

    assertThat(spent()).startsWith("refresh-configured", "refresh-1", "refresh-1");
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void refusalAfterALostAnswer_isOneOfASpentToken_whichIsNotSentAgain() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.json(520, "error code: 520"));
    world.wire.always(request -> world.wire.error(401, "invalid_request"));

    world.pass(Duration.ofHours(1));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1", "refresh-1");
    assertThat(world.events.failed)
        .anySatisfy(one -> assertThat(one.detail()).isEqualTo(RenewalFailure.Detail.ANSWER_LOST));
    assertThat(failure().detail()).isEqualTo(RenewalFailure.Detail.GRANT_DEAD);
  }

  @Test
  void refusedClient_doesNotKillTheRefreshToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.json(520, "error code: 520"));
    world.wire.next(request -> world.wire.error(401, "invalid_client"));

    world.pass(Duration.ofSeconds(900));

    assertThat(spent())
        .startsWith("refresh-configured", "refresh-1", "refresh-1", "refresh-1", "refresh-2");
  }

  @Test
  void invalidGrantThatNamesTheClient_isNoDeadToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    String body = "{\"error\":\"invalid_grant\",\"error_description\":\"Client secret is wrong\"}";
    world.wire.next(request -> world.wire.json(400, body));

    world.pass(Duration.ofSeconds(600));

    assertThat(spent()).startsWith("refresh-configured", "refresh-1", "refresh-1");
  }

  @Test
  void serverThatCallsItTooEarly_isAskedAtTheEnd() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.error(400, "token_not_expired"));

    world.pass(Duration.ofSeconds(286));
    assertThat(spent()).hasSize(2);
    world.pass(Duration.ofSeconds(3));

    assertThat(spent()).hasSize(3);
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  private RenewalFailure failure() {
    return world.source().state("desktop").orElseThrow().lastFailure();
  }

  @Test
  void lostTwice_isSentAtTheSlowPaceOnly_andReported() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.lostAnswer());

    world.pass(Duration.ofSeconds(299 + 220));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1", "refresh-1");
    assertThat(world.source().state("desktop").orElseThrow().suspended()).isTrue();
  }

  @Test
  void lostTwice_isNotSentAtOnceByARestart() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.lostAnswer());
    world.pass(Duration.ofSeconds(299));
    int before = world.requests();

    world.restart();
    world.pass(Duration.ofSeconds(60));

    assertThat(world.requests()).isEqualTo(before);
  }

  @Test
  void lostTwice_aRestartDoesNotRestartThePause() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.lostAnswer());
    world.pass(Duration.ofSeconds(519));
    int before = world.requests();

    world.restart();
    world.pass(Duration.ofSeconds(80));

    assertThat(world.requests()).isEqualTo(before + 1);
  }

  @Test
  void busyServer_doesNotClearALostResponse() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.lostAnswer());
    world.wire.next(ScriptedIssuerTransport.lostAnswer());
    world.wire.next(
        request -> new IssuerResponse(503, Map.of("retry-after", List.of("1")), "busy"));

    world.pass(Duration.ofSeconds(299 + 200));

    assertThat(spent())
        .containsExactly("refresh-configured", "refresh-1", "refresh-1", "refresh-1");
  }

  @Test
  void killedWhileSpending_sendsTheTokenOnceMore() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(ScriptedIssuerTransport.lostAnswer());
    world.pass(Duration.ofSeconds(240));

    world.restart();
    world.pass(TokenSourceWorld.SECOND);

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1", "refresh-1");
    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void deadToken_isNeverSentAgain_notEvenAfterARestart() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.error(400, "invalid_grant"));
    world.pass(Duration.ofHours(1));
    world.restart();

    world.pass(Duration.ofHours(1));

    assertThat(spent()).containsExactly("refresh-configured", "refresh-1");
    assertThat(world.source().state("desktop").orElseThrow().suspended()).isTrue();
  }

  @Test
  void deadToken_isReplacedByANewOneInTheConfiguration_withinTenSeconds() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.error(400, "invalid_grant"));
    world.pass(Duration.ofSeconds(400));
    assertThat(world.token(credential)).isNull();

    configured.set("refresh-new");
    world.pass(Duration.ofSeconds(10));

    assertThat(spent()).endsWith("refresh-new");
    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void serverThatDoesNotRotate_isRetriedLikeAnyOther() {
    world.wire.always(request -> world.wire.token(300));
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(ScriptedIssuerTransport.lostAnswer());

    world.pass(Duration.ofSeconds(230));

    assertThat(spent()).hasSize(3).containsOnly("refresh-configured");
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void corruptFile_isSetAside_andTheConfiguredTokenIsUsed() throws IOException {
    Files.createDirectories(state);
    Files.writeString(file(), "{\"refresh_tok");

    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential)).isNotNull();
    assertThat(spent()).containsExactly("refresh-configured");
    assertThat(file().resolveSibling(file().getFileName() + ".corrupt")).exists();
  }

  @Test
  void stateDirectoryThatCannotBeWritten_spendsNothing() throws IOException {
    Path blocked = state.resolve("file");
    Files.writeString(blocked, "");
    world = new TokenSourceWorld(blocked.resolve("below"), new DirectThreads());

    world.with(credential).pass(Duration.ofSeconds(10));

    assertThat(world.requests()).isZero();
    assertThat(world.source().state("desktop").orElseThrow().lastFailure().description())
        .contains("state directory: cannot be written");
  }

  @Test
  void endOfTheRefreshToken_isKnown_andAbsoluteAfterARestart() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    var end = world.source().state("desktop").orElseThrow().secretExpiresAt();
    assertThat(end).isEqualTo(TokenSourceWorld.START.plusSeconds(3601));
    world.time.advance(Duration.ofSeconds(100));

    world.restart();

    assertThat(world.source().state("desktop").orElseThrow().secretExpiresAt()).isEqualTo(end);
    assertThat(world.source().state("desktop").orElseThrow().secretKind())
        .isEqualTo("refresh_token");
  }

  @Test
  void ledger_survivesBeingWrittenAndRead() throws Exception {
    RefreshTokenRecord record =
        RefreshTokenRecord.begin(Secret.of("a"))
            .rotated(Secret.of("b"), TokenSourceWorld.START)
            .died()
            .spending(TokenSourceWorld.START);

    assertThat(RefreshTokenRecord.parse(record.format())).isEqualTo(record);
  }

  @Test
  void recordOfAnEarlierVersion_isRecognised_andKeyedFromThen() throws Exception {
    String old =
        """
        {"version":1,"configured":"%s","refresh_token":"%s","rotates":true,"dead":["%s"]}\
        """
            .formatted(Secret.of("a").sha256(), "b", Secret.of("dead").sha256());

    RefreshTokenRecord record = RefreshTokenRecord.parse(old);
    String written = record.died().spending(TokenSourceWorld.START).format();

    assertThat(record.beganWith(Secret.of("a"))).isTrue();
    assertThat(record.beganWith(Secret.of("b"))).isFalse();
    assertThat(record.isDead(Secret.of("dead"))).isTrue();
    assertThat(written).doesNotContain(Secret.of("b").sha256());
    assertThat(RefreshTokenRecord.parse(written).isDead(Secret.of("b"))).isTrue();
  }

  private Path file() {
    return state.resolve("desktop.refresh-token.json");
  }

  private List<String> spent() {
    return world.wire.seen().stream().map(seen -> seen.form("refresh_token")).toList();
  }
}
