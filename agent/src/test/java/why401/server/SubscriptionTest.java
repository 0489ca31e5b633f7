package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import why401.incident.Incident;

final class SubscriptionTest {
  private final StatusEvents changes = new StatusEvents();

  @Test
  void news_areTheLatestOfEachThing() throws InterruptedException {
    Incident first = Samples.incident("a", null, Samples.unknown(), ServerFixture.NOW);
    Incident closed = Samples.closed(first, ServerFixture.NOW.plusSeconds(1));
    try (Subscription subscription = changes.subscribe()) {
      changes.incident(first);
      changes.incident(closed);
      for (int i = 0; i < 1000; i++) {
        changes.probe("p" + i % 2);
      }

      Subscription.Batch news = subscription.take(Duration.ZERO);

      assertThat(news.incidents()).containsExactly(closed);
      assertThat(news.probes()).containsExactly("p0", "p1");
      assertThat(subscription.take(Duration.ZERO).isEmpty()).isTrue();
    }
  }

  @Test
  void closedSubscription_receivesNothing() throws InterruptedException {
    Subscription subscription = changes.subscribe();
    subscription.close();

    changes.probe("a");

    assertThat(subscription.take(Duration.ZERO).isEmpty()).isTrue();
    assertThat(changes.listeners()).isZero();
  }

  @Test
  void take_waitsForNews() throws InterruptedException {
    try (Subscription subscription = changes.subscribe()) {
      Thread.ofVirtual().start(() -> changes.credential("c"));

      assertThat(subscription.take(Duration.ofSeconds(10)).credentials()).containsExactly("c");
    }
  }
}
