package why401.token.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.secret.Secret;
import why401.io.Sha256;
import why401.token.source.ManualTime;
import why401.token.source.TokenSourceWorld;

class AccountStoreTest {
  private static final String PASSWORD = "summer2026";

  @TempDir private Path folder = Path.of(".");
  private final ManualTime time = new ManualTime(TokenSourceWorld.START);
  private final AtomicInteger faults = new AtomicInteger();

  /// A guard as a process that starts now has it.
  private LockoutGuard started(Path directory) {
    AccountStore store = new AccountStore(directory, time, time, faults::incrementAndGet);
    return new LockoutGuard(AccountProtection.DEFAULT, time, time, store);
  }

  private LockoutGuard started() {
    return started(folder.resolve("state"));
  }

  private Path accounts() {
    return folder.resolve("state/account-protection.json");
  }

  private static String shown(LockoutGuard guard, String password) {
    return Secret.of(password).fingerprint(guard.key());
  }

  private void refuse(LockoutGuard guard, String account, String password) {
    assertThat(guard.mayTry(account, shown(guard, password))).isTrue();
    guard.refused(account, shown(guard, password));
    time.advance(Duration.ofSeconds(5));
  }

  private LockoutGuard holding() {
    LockoutGuard guard = started();
    refuse(guard, "robot", PASSWORD);
    refuse(guard, "robot", PASSWORD);
    return guard;
  }

  @Test
  void heldPassword_afterARestart_isHeldUntilTheSameTime() {
    holding();

    LockoutGuard next = started();

    assertThat(next.heldBack("robot", shown(next, PASSWORD))).isTrue();
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    time.advance(Duration.ofMinutes(15).minusSeconds(6));
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    time.advance(Duration.ofSeconds(1));
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isTrue();
  }

  @Test
  void oneRefusalBeforeEachRestart_addsUp() {
    refuse(started(), "robot", PASSWORD);
    refuse(started(), "robot", PASSWORD);

    LockoutGuard third = started();

    assertThat(third.mayTry("robot", shown(third, PASSWORD))).isFalse();
  }

  @Test
  void changedPassword_afterARestart_isFreeAtOnce() {
    holding();

    LockoutGuard next = started();

    assertThat(next.mayTry("robot", shown(next, "another"))).isTrue();
    assertThat(next.mayTry("other", shown(next, PASSWORD))).isTrue();
  }

  @Test
  void acceptedPassword_afterARestart_isFree() {
    LockoutGuard guard = started();
    refuse(guard, "robot", PASSWORD);
    guard.accepted("robot", shown(guard, PASSWORD));
    guard.flush();

    LockoutGuard next = started();
    refuse(next, "robot", PASSWORD);

    assertThat(next.heldBack("robot", shown(next, PASSWORD))).isFalse();
  }

  @Test
  void refusedRetries_keepTheirLongerWait() {
    LockoutGuard guard = holding();
    time.advance(Duration.ofMinutes(15));
    refuse(guard, "robot", PASSWORD);
    time.advance(Duration.ofMinutes(15));

    LockoutGuard next = started();

    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    time.advance(Duration.ofMinutes(15));
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isTrue();
  }

  @Test
  void retryThatWasBroughtForward_isNotBroughtForwardAgainByARestart() {
    LockoutGuard guard = holding();
    assertThat(guard.release("robot")).isTrue();
    refuse(guard, "robot", PASSWORD);

    LockoutGuard next = started();

    assertThat(next.release("robot")).isFalse();
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    time.advance(Duration.ofMinutes(15));
    assertThat(next.release("robot")).isTrue();
  }

  @Test
  void refusal_isInTheFile_whenItIsReported() throws IOException {
    LockoutGuard guard = started();
    guard.refused("robot", shown(guard, PASSWORD), "https://a.example");

    assertThat(Files.readString(accounts())).contains("robot", "https://a.example");
  }

  @Test
  void clockSetBackMeanwhile_doesNotHoldLongerThanOnePause() {
    holding();
    time.step(Duration.ofDays(-1));

    LockoutGuard next = started();

    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    time.advance(Duration.ofMinutes(15));
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isTrue();
  }

  @Test
  void files_areForTheirOwner_andKeyedPerInstallation() throws IOException {
    holding();
    LockoutGuard other = started(folder.resolve("other"));
    other.refused("robot", shown(other, PASSWORD));

    String written = Files.readString(accounts());
    assertThat(written).doesNotContain(PASSWORD).doesNotContain(Sha256.of(PASSWORD));
    assertThat(written).contains("\"held_until\":\"2026-11-24T10:15:05");
    assertThat(written).doesNotContain(shown(other, PASSWORD));
    for (String name : List.of("account-protection.json", "fingerprint.key")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("state").resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void truncatedAnywhere_startsAllTheSame_andIsCounted() throws IOException {
    holding();
    String whole = Files.readString(accounts()).strip();
    for (int length = 0; length < whole.length(); length += 7) {
      Files.writeString(accounts(), whole.substring(0, length));
      faults.set(0);

      LockoutGuard next = started();

      assertThat(faults).hasValue(1);
      assertThat(next.mayTry("robot", shown(next, PASSWORD))).isTrue();
      assertThat(accounts()).doesNotExist();
      assertThat(Path.of(accounts() + ".corrupt")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\u0000\u0001",
        "{\"version\":2,\"accounts\":{}}",
        "{\"version\":1,\"accounts\":{\"robot\":null}}",
        "{\"version\":1,\"accounts\":{\"robot\":{\"held\":true,\"retries\":1,\"refusals\":[{\"at\":"
            + "\"x\",\"place\":\"\"}],\"refused\":[]}}}",
        "{\"version\":1,\"accounts\":{\"robot\":{\"held\":true,\"retries\":1,\"refusals\":[null],"
            + "\"refused\":[]}}}"
      })
  void somethingElse_isPutAside_andStoredAgainFromThen(String text) throws IOException {
    Files.createDirectory(folder.resolve("state"));
    Files.writeString(accounts(), text);

    holding();
    LockoutGuard next = started();

    assertThat(faults).hasValue(1);
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
  }

  @Test
  void corruptKey_isPutAside_andEachPasswordHasOneMoreChance() throws IOException {
    holding();
    Files.writeString(folder.resolve("state/fingerprint.key"), "0123");

    LockoutGuard next = started();
    refuse(next, "robot", PASSWORD);

    assertThat(faults).hasValue(1);
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    LockoutGuard third = started();
    assertThat(third.mayTry("robot", shown(third, PASSWORD))).isFalse();
  }

  @Test
  void directoryThatCannotBeUsed_isCounted_andUsedOnceItCan() throws IOException {
    Path blocked = Files.writeString(folder.resolve("state"), "a file");
    LockoutGuard guard = holding();
    assertThat(guard.mayTry("robot", shown(guard, PASSWORD))).isFalse();
    int before = faults.get();
    assertThat(before).isPositive();

    Files.delete(blocked);
    time.advance(Duration.ofSeconds(5));
    guard.flush();

    assertThat(faults).hasValue(before);
    assertThat(Files.readString(accounts())).contains("\"held\":true");
  }

  @Test
  void accountsOfAnotherProcess_areKept() {
    LockoutGuard agent = started();
    refuse(agent, "robot", PASSWORD);
    LockoutGuard probe = started();
    refuse(probe, "other", PASSWORD);
    refuse(agent, "robot", PASSWORD);
    refuse(probe, "other", PASSWORD);

    LockoutGuard next = started();

    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isFalse();
    assertThat(next.mayTry("other", shown(next, PASSWORD))).isFalse();
  }

  @Test
  void credentialThatIsGone_isForgotten_butNotOneOfAnotherConfiguration() {
    LockoutGuard guard = holding();
    guard.retain(List.of("elsewhere"));
    guard.retain(List.of("elsewhere", "new"));
    guard.flush();
    LockoutGuard same = started();
    assertThat(same.mayTry("robot", shown(same, PASSWORD))).isFalse();

    same.retain(List.of("robot"));
    same.retain(List.of("new"));
    same.flush();

    LockoutGuard next = started();
    assertThat(next.mayTry("robot", shown(next, PASSWORD))).isTrue();
  }
}
