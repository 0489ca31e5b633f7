package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.process.LoggingSetup;
import why401.server.StatusEvents;

class IncidentLoggerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger(IncidentLogger.class);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final IncidentLogger log = new IncidentLogger(new StatusEvents());

  @BeforeEach
  void listen() {
    events.start();
    logger.addAppender(events);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(events);
  }

  @Test
  void textLine_saysWhatElseItMayBe() {
    log.opened(incident(verdict(Cause.CREDENTIALS_INVALID, Confidence.LIKELY), null));
    assertThat(line(LoggingSetup.Format.TEXT))
        .contains(
            "incident opened: probe=orders cause=credentials_invalid confidence=likely",
            "probability=0.76",
            "or else: account locked (18 %), credentials stripped (6 %)");
  }

  @Test
  void revision_saysWhatTippedIt() {
    Incident before = incident(verdict(Cause.CREDENTIALS_INVALID, Confidence.LIKELY), null);
    Verdict later = verdict(Cause.ACCOUNT_LOCKED, Confidence.CERTAIN);
    log.changed(
        before,
        incident(later.with(later.odds().tippedBy("The target says that it is locked.")), null));
    assertThat(line(LoggingSetup.Format.TEXT))
        .contains(
            "cause=account_locked",
            "Revised from credentials_invalid (likely): The target says that it is locked.");
  }

  @Test
  void end_saysWhatEndedItAndTheCauseAsKnownThen() {
    Verdict opening = verdict(Cause.CREDENTIALS_STRIPPED, Confidence.LIKELY);
    log.closed(incident(opening, new Incident.End("new-secret", Cause.CREDENTIALS_INVALID)));
    assertThat(line(LoggingSetup.Format.TEXT))
        .contains("Ended by new-secret; cause as known at the end: credentials_invalid.");
  }

  /// The same object as on the API, and every sentence of it in the text line.
  @Test
  void bothFormats_carryTheWholeIncident() throws IOException {
    Incident incident =
        incident(
            verdict(Cause.CREDENTIALS_INVALID, Confidence.LIKELY),
            new Incident.End("new-secret", Cause.CREDENTIALS_INVALID));
    log.closed(incident);
    JsonNode logged = new ObjectMapper().readTree(line(LoggingSetup.Format.JSON)).get("incident");
    assertThat(logged).isEqualTo(new ObjectMapper().readTree(Json.line(IncidentJson.of(incident))));
    String text = line(LoggingSetup.Format.TEXT);
    leaves("", logged).forEach((path, value) -> assertThat(text).as(path).contains(value.asText()));
  }

  /// Every value in `node` by its path.
  private static Map<String, JsonNode> leaves(String path, JsonNode node) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(one -> found.putAll(leaves(path + "/" + one.getKey(), one.getValue())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        found.putAll(leaves(path + "/" + i, node.get(i)));
      }
    } else if (!node.isNull()) {
      found.put(path, node);
    }
    return found;
  }

  private String line(LoggingSetup.Format format) {
    byte[] bytes = LoggingSetup.encoder(context, format).encode(events.list.getLast());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Verdict verdict(Cause cause, Confidence confidence) {
    return new Verdict(
        cause,
        confidence,
        cause.faultDomain(),
        new Verdict.Odds(
            0.76,
            "password-changed-at-target",
            List.of(
                new Verdict.Alternative(Cause.ACCOUNT_LOCKED, "locked", 0.18, "It fits."),
                new Verdict.Alternative(
                    Cause.CREDENTIALS_STRIPPED, "header-dropped", 0.06, "It fits."))),
        "The password is wrong.",
        List.of(new Finding(Finding.From.RESPONSE, "It answers 401.")),
        List.of(new ExperimentReport("anonymous-control", 403, "It answers otherwise.", 1)),
        List.of(new Change("jwks", "kid a1", "kid b7", NOON.minusSeconds(5))),
        "Ask for the new password.");
  }

  private static Incident incident(Verdict verdict, Incident.@Nullable End end) {
    return new Incident(
        "orders@1",
        "orders",
        "legacy",
        "critical",
        Map.of("team", "payments"),
        401,
        NOON,
        end == null ? null : NOON.plusSeconds(60),
        2,
        verdict,
        new Incident.FirstVerdict(
            Cause.CREDENTIALS_STRIPPED, Confidence.LIKELY, 0.8, "header-dropped"),
        end);
  }
}
