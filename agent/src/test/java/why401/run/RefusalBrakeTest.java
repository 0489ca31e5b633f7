package why401.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.credential.secret.Secret;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.ProbeBuilder;
import why401.probe.SentRequest;
import why401.token.Credentials;

/// A target that refuses the same again and again is asked less often, until something changes.
class RefusalBrakeTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final URI URL = URI.create("https://api.example/v1");
  private static final Credentials OLD = new Credentials.StaticBearer(Secret.of("old-token"));
  private static final Credentials NEW = new Credentials.StaticBearer(Secret.of("new-token"));

  private final Probe probe = ProbeBuilder.of(URL.toString()).build();
  private final Duration interval = RefusalBrake.interval(probe);

  private static Outcome.Refused refused(Credentials shown, Instant at, String body) {
    SentRequest sent =
        new SentRequest(at, "GET", URL, "c", shown.scheme(), shown.fingerprint(), null, true, true);
    HttpResponse response =
        new HttpResponse(401, List.of(new Header("WWW-Authenticate", "Bearer")), body);
    Exchange exchange =
        new Exchange(
            sent, at, URL, response, 0, false, List.of(), null, null, Duration.ZERO, Map.of());
    return new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
  }

  /// Requests that leave in `runs` runs, each refused with `body`.
  private int sent(int runs, String body) {
    RefusalBrake brake = RefusalBrake.OFF;
    int sent = 0;
    for (int run = 0; run < runs; run++) {
      Instant at = NOON.plus(interval.multipliedBy(run));
      if (!brake.holds(probe, OLD, at)) {
        sent++;
        brake = brake.refused(refused(OLD, at, body));
      }
    }
    return sent;
  }

  /// Twenty minutes at thirty seconds.
  @ParameterizedTest
  @CsvSource({"no,9", "Your address was banned,4"})
  void refusalsAlike_slowItDown(String body, int requests) {
    assertThat(interval).isEqualTo(Duration.ofSeconds(30));
    assertThat(sent(40, body)).isLessThanOrEqualTo(requests).isGreaterThan(2);
  }

  @Test
  void newToken_isShownAtOnce() {
    RefusalBrake brake = RefusalBrake.OFF;
    for (int run = 0; run < 6; run++) {
      brake = brake.refused(refused(OLD, NOON, "no"));
    }
    assertThat(brake.holds(probe, OLD, NOON.plusSeconds(30))).isTrue();
    assertThat(brake.holds(probe, NEW, NOON.plusSeconds(30))).isFalse();
  }

  @Test
  void otherAnswer_endsIt() {
    RefusalBrake brake = RefusalBrake.OFF;
    for (int run = 0; run < 6; run++) {
      brake = brake.refused(refused(OLD, NOON, "no"));
    }
    assertThat(brake.slow()).isTrue();
    assertThat(brake.refused(refused(NEW, NOON, "no")).slow()).isFalse();
  }

  /// A probe that runs every second is slowed down as well.
  @Test
  void shortInterval_isNoReasonToAskOften() {
    Probe eager = eager();
    RefusalBrake brake = RefusalBrake.OFF;
    for (int run = 0; run < 4; run++) {
      brake = brake.refused(refused(OLD, NOON, "no"));
    }
    assertThat(brake.holds(eager, OLD, NOON.plusSeconds(29))).isTrue();
    assertThat(brake.holds(eager, OLD, NOON.plusSeconds(30))).isFalse();
  }

  private static Probe eager() {
    return ProbeBuilder.of(URL.toString()).every(Duration.ofSeconds(1)).build();
  }

  /// Experiments count: a filter does not know what is a run.
  @Test
  void experiments_slowItDownAsWell() {
    RefusalBrake brake = RefusalBrake.OFF.refused(refused(OLD, NOON, "no"));
    assertThat(brake.examined(1, 1).holds(probe, OLD, NOON.plusSeconds(30))).isFalse();
    assertThat(brake.examined(0, 1).holds(eager(), OLD, NOON.plusSeconds(29))).isTrue();
    assertThat(brake.examined(0, 1).holds(eager(), NEW, NOON.plusSeconds(29))).isFalse();
    assertThat(brake.examined(0, 1).holds(eager(), OLD, NOON.plusSeconds(30))).isFalse();
  }

  /// Passwords have a protection of their own, and who sends nothing is not banned for it.
  @Test
  void requestWithoutACredential_isNotSlowedDown() {
    Credentials none = new Credentials.None();
    RefusalBrake brake = RefusalBrake.OFF;
    for (int run = 0; run < 6; run++) {
      brake = brake.refused(refused(none, NOON, "no"));
    }
    assertThat(brake.holds(probe, none, NOON.plusSeconds(30))).isFalse();
  }

  @Test
  void probesOfOneOrigin_addUp() {
    RefusalBrake one = RefusalBrake.OFF.refused(refused(OLD, NOON, "no"));

    assertThat(one.examined(1, 4).slow()).isFalse();
    assertThat(one.examined(1, 5).slow()).isTrue();
    assertThat(one.examined(1, 5).pause(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(150));
    assertThat(one.examined(1, 5_000).pause(Duration.ofSeconds(5)))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(one.examined(1, 5_000).pause(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
  }
}
