package why401.token;

import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The parts of a keeper that a test replaces: by a scripted wire, or by a known bug.
record KeeperParts(Wire wire, RenewalRules rules, RandomGenerator random, ExecutorService threads) {
  /// Those that run.
  static KeeperParts standard() {
    RandomGenerator seeded =
        RandomGeneratorFactory.of("L64X128MixRandom").create(new SecureRandom().nextLong());
    RandomGenerator shared =
        () -> {
          synchronized (seeded) {
            return seeded.nextLong();
          }
        };
    return new KeeperParts(
        OkHttpWire.standard(),
        new RenewalPolicy(shared),
        shared,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("renewal-", 0).factory()));
  }
}
