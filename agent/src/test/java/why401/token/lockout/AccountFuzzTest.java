package why401.token.lockout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import why401.time.ClockReading;

/// A file of account protection of any bytes is read, or its documented exception says that it is
/// none; what is read can be taken over and written again.
class AccountFuzzTest {
  private static final ClockReading NOW =
      new ClockReading(Instant.parse("2026-11-24T12:00:00Z"), 0, Duration.ZERO);

  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyFile_isReadOrRefused(byte[] data) {
    try {
      AccountFile.parse(new String(data, StandardCharsets.UTF_8)).values().stream()
          .filter(record -> !record.isOver(NOW.wall()))
          .forEach(AccountFuzzTest::takeOver);
    } catch (ParseException e) {
      // Documented: it is none.
    }
  }

  /// What another member wrote of an account.
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anySnapshot_isReadOrRefused(byte[] data) {
    try {
      AccountSnapshot left = AccountSnapshot.parse(data);
      Account account = Account.of(left, NOW);
      LoginAttempt shown = new LoginAttempt("a", "");
      var _ = left.isSettled(shown);
      var _ = account.heldBack(shown, 1, AccountProtection.DEFAULT);
      account.lost(AccountProtection.DEFAULT);
      account.refused(shown, 1, AccountProtection.DEFAULT);
      var _ = account.snapshot(NOW, AccountProtection.DEFAULT, "m").bytes();
    } catch (ParseException e) {
      // Documented: of another version.
    }
  }

  private static void takeOver(AccountRecord record) {
    Account account = new Account();
    account.restore(record, NOW, AccountProtection.DEFAULT);
    var _ = account.heldBack(new LoginAttempt("a", ""), 1, AccountProtection.DEFAULT);
    account.refused(new LoginAttempt("a", ""), 1, AccountProtection.DEFAULT);
    var _ = account.record(NOW, AccountProtection.DEFAULT);
  }
}
