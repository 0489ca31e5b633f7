package why401.token;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The parts of a keeper that the soak replaces one at a time by a known bug.
record KeeperParts(Wire wire, RenewalRules rules, RandomGenerator random) {
  /// Those that run.
  static KeeperParts standard() {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(new SecureRandom().nextLong());
    RandomGenerator shared = random::nextLong;
    return new KeeperParts(OkHttpWire.standard(), new RenewalPolicy(shared), shared);
  }
}
