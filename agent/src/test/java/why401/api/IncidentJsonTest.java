package why401.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;

class IncidentJsonTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void openIncident_hasItsOddsAndNoEnd() {
    assertThat(Json.line(IncidentJson.of(incident(null))))
        .contains(
            "\"probability\":0.76,\"mechanism\":\"password-changed-at-target\"",
            "\"alternatives\":[{\"cause\":\"account_locked\",\"mechanism\":\"locked\","
                + "\"probability\":0.18,\"because\":\"It fits.\"}]",
            "\"ended_by\":null,\"cause_at_end\":null",
            "\"opening\":{\"cause\":\"credentials_invalid\",\"confidence\":\"likely\"");
  }

  @Test
  void closedIncident_saysWhatEndedIt_andTheCauseAsKnownThen() {
    assertThat(Json.line(IncidentJson.of(incident(new Incident.End("time", Cause.ACCOUNT_LOCKED)))))
        .contains("\"ended_by\":\"time\",\"cause_at_end\":\"account_locked\"");
  }

  @Test
  void loneVerdict_hasNoOpening() {
    IncidentJson json = IncidentJson.of(incident(null).verdict(), "orders", "legacy", 401, NOON);
    assertThat(Json.line(json)).doesNotContain("opening").contains("\"ended_by\":null");
  }

  private static Incident incident(Incident.@Nullable End end) {
    Verdict verdict =
        new Verdict(
            Cause.CREDENTIALS_INVALID,
            Confidence.LIKELY,
            Cause.CREDENTIALS_INVALID.faultDomain(),
            new Verdict.Odds(
                0.76,
                "password-changed-at-target",
                List.of(new Verdict.Alternative(Cause.ACCOUNT_LOCKED, "locked", 0.18, "It fits."))),
            "The password is wrong.",
            List.of(),
            List.of(),
            List.of(),
            "Ask for the new password.");
    return new Incident(
        "orders@1",
        "orders",
        "legacy",
        "critical",
        Map.of(),
        401,
        NOON,
        end == null ? null : NOON,
        1,
        verdict,
        new Incident.FirstVerdict(Cause.CREDENTIALS_INVALID, Confidence.LIKELY, 0.76, "m"),
        end);
  }
}
