package why401.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Which packages may call what is dangerous elsewhere.
class MemberAccessTest {
  private static final Set<String> REVEALERS =
      Set.of("token", "probe", "http", "diagnosis", "credential", "cluster");

  private final List<CompiledClass> classes = CompiledClass.all();

  MemberAccessTest() throws IOException {}

  @Test
  void secrets_areRevealedOnlyWhereTheyGoOnTheWire() {
    assertThat(
            callers(
                "why401.credential.secret.Secret.reveal", from -> !REVEALERS.contains(root(from))))
        .isEmpty();
  }

  @Test
  void time_isAParameterEverywhereButAtTheEntry() {
    Predicate<String> inside =
        from -> !from.isEmpty() && !from.equals("cli") && !from.equals("app");
    assertThat(callers("java.time.Instant.now", inside)).isEmpty();
    assertThat(callers("java.time.InstantSource.system", inside)).isEmpty();
    assertThat(callers("java.lang.System.currentTimeMillis", inside)).isEmpty();
  }

  private Set<String> callers(String member, Predicate<String> where) {
    Set<String> callers = new TreeSet<>();
    for (CompiledClass compiled : classes) {
      if (compiled.members().contains(member) && where.test(local(compiled.packageName()))) {
        callers.add(compiled.name());
      }
    }
    return callers;
  }

  private static String root(String packageName) {
    return packageName.split("\\.", 2)[0];
  }

  private static String local(String packageName) {
    return packageName.equals("why401") ? "" : packageName.substring("why401.".length());
  }
}
