package why401.token.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import why401.credential.secret.Secret;
import why401.deployment.RecordBoard;
import why401.token.source.ManualTime;
import why401.token.source.TokenSourceWorld;

/// Five members of a cluster and one account.
class SharedGuardTest {
  private final ManualTime time = new ManualTime(TokenSourceWorld.START);
  private final RecordBoard board = new RecordBoard();
  private final List<RecordBoard.Member> members = new ArrayList<>();
  private final List<LockoutGuard> guards = new ArrayList<>();

  SharedGuardTest() {
    for (int i = 0; i < 5; i++) {
      LockoutGuard guard = new LockoutGuard(AccountProtection.DEFAULT, time, time, null);
      RecordBoard.Member member = board.member("m" + i);
      member.offered();
      guard.share(member);
      members.add(member);
      guards.add(guard);
    }
  }

  @Test
  void refusalsOfAll_countTogether() {
    int shown = 0;
    for (int second = 0; second < 14 * 60; second++) {
      pass();
      for (LockoutGuard guard : guards) {
        if (guard.mayTry("robot", "p1")) {
          guard.refused("robot", "p1");
          shown++;
        }
      }
    }
    assertThat(shown).isEqualTo(2);
    assertThat(guards).allMatch(guard -> guard.heldBack("robot", "p1"));
    assertThat(guards).allMatch(guard -> guard.heldFor("robot").isPresent());
    assertThat(guards.getFirst().key()).isEqualTo(guards.getLast().key());
  }

  @Test
  void passwordThatWasNotAcceptedYet_isTriedByOneOfThem() {
    assertThat(guards.stream().filter(guard -> guard.mayTry("robot", "p1"))).hasSize(1);
    guards.getFirst().accepted("robot", "p1");
    assertThat(guards).allMatch(guard -> guard.mayTry("robot", "p1"));
    guards.get(3).refused("robot", "p1");
    assertThat(guards).noneMatch(guard -> guard.mayTry("robot", "p1"));
  }

  @Test
  void reportOfAnother_doesNotEndTheAttemptThatRuns() {
    assertThat(guards.get(0).mayTry("robot", "p1")).isTrue();
    guards.get(1).unknown("robot", "p0");
    pass();
    assertThat(guards.get(2).mayTry("robot", "p1")).isFalse();
    guards.get(0).unknown("robot", "p1");
    assertThat(guards.get(2).mayTry("robot", "p1")).isTrue();
  }

  @Test
  void attemptOfAMemberThatIsGone_countsAsRefused() {
    assertThat(guards.get(0).mayTry("robot", "p1")).isTrue();
    members.get(0).leave();
    pass();
    pass();
    assertThat(guards.get(1).mayTry("robot", "p1")).isTrue();
    guards.get(1).refused("robot", "p1");
    pass();
    pass();
    assertThat(guards.get(2).mayTry("robot", "p1")).isFalse();
  }

  /// A second run of the same member, while the first one's attempt is known to the cluster but not
  /// to the first run yet, once took that attempt for one of a process before this one.
  @Test
  @Timeout(20)
  void attemptThatIsJustBooked_isNotLost() throws InterruptedException {
    LockoutGuard guard = guards.getFirst();
    List<Boolean> answers = new CopyOnWriteArrayList<>();
    Thread second = new Thread(() -> answers.add(guard.mayTry("robot", "p1")));
    members
        .getFirst()
        .changed(
            () -> {
              if (second.getState() == Thread.State.NEW) {
                second.start();
                while (second.getState() == Thread.State.RUNNABLE) {
                  Thread.onSpinWait();
                }
              }
            });
    assertThat(guard.mayTry("robot", "p1")).isTrue();
    second.join();
    assertThat(answers).containsExactly(false);
    guard.refused("robot", "p1");
    // One refusal, which holds nothing back: a lost attempt would be the second.
    assertThat(guard.heldBack("robot", "p1")).isFalse();
    pass();
    pass();
    assertThat(guard.mayTry("robot", "p1")).isTrue();
  }

  /// A secret remembers its last fingerprints: those of the process are shorter.
  @Test
  void fingerprintsOfAPassword_areTheSameAtAllMembers() {
    Set<String> fingerprints = new HashSet<>();
    for (LockoutGuard guard : guards) {
      Secret password = Secret.of("hunter2");
      assertThat(password.fingerprint()).hasSize(8);
      fingerprints.add(password.fingerprint(guard.key()));
    }
    assertThat(fingerprints).hasSize(1).allMatch(one -> one.length() == 32);
  }

  /// Each run of a password that works would otherwise be a change that all members write.
  @Test
  void passwordThatIsAcceptedAgain_changesNothing() {
    assertThat(guards.getFirst().mayTry("robot", "p1")).isTrue();
    guards.getFirst().accepted("robot", "p1");
    AtomicInteger changes = new AtomicInteger();
    members.forEach(member -> member.changed(changes::incrementAndGet));
    for (LockoutGuard guard : guards) {
      assertThat(guard.mayTry("robot", "p1")).isTrue();
      guard.accepted("robot", "p1");
    }
    assertThat(changes).hasValue(0);
    guards.get(1).refused("robot", "p1");
    guards.get(2).accepted("robot", "p1");
    assertThat(changes).hasValue(2);
  }

  @Test
  void memberWithoutAMajority_showsNone_andSaysWhy() {
    assertThat(guards.get(0).mayTry("robot", "p1")).isTrue();
    guards.get(0).accepted("robot", "p1");
    members.get(0).cutOff(true);
    assertThat(guards.get(0).mayTry("robot", "p1")).isFalse();
    assertThat(guards.get(0).heldBack("robot", "p1")).isTrue();
    assertThat(guards.get(0).heldFor("robot")).isPresent();
    assertThat(guards.get(0).why()).contains("cluster");
    members.get(0).cutOff(false);
    assertThat(guards.get(0).mayTry("robot", "p1")).isTrue();
    assertThat(guards.get(0).why()).isEqualTo(LockoutGuard.WHY);
  }

  @Test
  void whatOneKnewBefore_isKnownToAll() {
    LockoutGuard late = new LockoutGuard(AccountProtection.DEFAULT, time, time, null);
    for (int i = 0; i < 2; i++) {
      pass();
      pass();
      assertThat(late.mayTry("other", "p1")).isTrue();
      late.refused("other", "p1");
    }
    RecordBoard empty = new RecordBoard();
    RecordBoard.Member first = empty.member("late");
    late.share(first);
    assertThat(late.mayTry("robot", "p1")).isFalse();
    first.offered();
    late.tick();
    assertThat(late.mayTry("robot", "p1")).isTrue();
    LockoutGuard next = new LockoutGuard(AccountProtection.DEFAULT, time, time, null);
    next.share(empty.member("next"));
    assertThat(next.heldBack("other", "p1")).isTrue();
    assertThat(next.heldFor("other")).isPresent();
  }

  private void pass() {
    time.advance(Duration.ofSeconds(1));
  }
}
