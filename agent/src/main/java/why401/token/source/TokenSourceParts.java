package why401.token.source;

import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.OkHttpIssuerTransport;
import why401.token.renewal.DefaultRenewalPolicy;
import why401.token.renewal.RenewalPolicy;

/// The parts of a token source that a test replaces: by a scripted transport, or by a known bug.
record TokenSourceParts(
    IssuerTransport transport,
    RenewalPolicy policy,
    RandomGenerator random,
    ExecutorService threads) {
  /// The parts used in production.
  static TokenSourceParts standard() {
    RandomGenerator seeded =
        RandomGeneratorFactory.of("L64X128MixRandom").create(new SecureRandom().nextLong());
    RandomGenerator shared =
        () -> {
          synchronized (seeded) {
            return seeded.nextLong();
          }
        };
    return new TokenSourceParts(
        OkHttpIssuerTransport.standard(),
        new DefaultRenewalPolicy(shared),
        shared,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("renewal-", 0).factory()));
  }
}
