package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.incident.Incident;

final class ApiRoutesTest {
  private static final Instant NOW = ServerFixture.NOW;
  private final ServerFixture served = new ServerFixture();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void probe_hasTheFieldsOfTheContract() {
    served.views.add(Samples.probe("orders", "https://api.example/v1", "billing-api", NOW));
    served.views.runs.put("orders", List.of(new ProbeDetailJson.Run(NOW, "accepted", 200, 12)));
    served.views.latency = new ProbeDetailJson.Latency(12, 10);

    assertThat(served.get("/api/v1/probes/orders").body())
        .isEqualTo(
            """
            {"name":"orders","url":"https://api.example/v1","credential":"billing-api","credentials":["billing-api"],\
            "labels":{"team":"payments"},"success":true,"status":200,"reason":null,\
            "lastRun":"2026-11-24T10:00:00Z","nextRun":"2026-11-24T10:00:30Z","heldUntil":null,"incident":null,\
            "member":null,"runs":[{"at":"2026-11-24T10:00:00Z","outcome":"accepted","status":200,"millis":12}],\
            "latency":{"now":12,"before":10},"credentialIssued":null,"renewals":[],"past":[]}\
            """);
  }

  @Test
  void retry_isMadeOrRefused() {
    served.views.add(Samples.held("legacy", NOW.plusSeconds(600)));
    assertThat(post("/api/v1/credentials/legacy/retry")).isEqualTo(409);
    assertThat(post("/api/v1/credentials/gone/retry")).isEqualTo(404);
  }

  private int post(String path) {
    return served.send(served.request(path).POST(HttpRequest.BodyPublishers.noBody())).statusCode();
  }

  @Test
  void refusedProbe_carriesItsIncident() {
    served.views.add(Samples.probe("orders", "https://api.example/v1", "billing-api", NOW));
    served.views.add(incident("orders", NOW));

    JsonNode probe = served.json("/api/v1/probes").get(0);

    assertThat(probe.at("/success").booleanValue()).isFalse();
    assertThat(probe.at("/incident/cause").textValue()).isEqualTo("insufficient_scope");
  }

  @Test
  void incident_isWrittenAsInTheContract() {
    served.views.add(
        Samples.incident("orders", "billing-api", Samples.rotatedKey(NOW), NOW.plusNanos(7)));

    JsonNode incident = served.json("/api/v1/incidents").get(0);

    assertThat(incident.at("/fault_domain").textValue()).isEqualTo("identity_provider");
    assertThat(incident.at("/confidence").textValue()).isEqualTo("certain");
    assertThat(incident.at("/since").textValue()).isEqualTo("2026-11-24T10:00:00Z");
    assertThat(incident.get("until").isNull()).isTrue();
    assertThat(incident.at("/evidence/0/from").textValue()).isEqualTo("token");
    assertThat(incident.at("/experiments/0").toString())
        .isEqualTo(
            "{\"name\":\"fresh-token\",\"status\":401,\"finding\":\"A token obtained just now, also"
                + " signed by b7, is refused.\"}");
    assertThat(incident.at("/changed/0/at").textValue()).isEqualTo("2026-11-24T09:59:20Z");
    assertThat(incident.at("/runbook").textValue()).isEqualTo("/runbooks/token_signature_invalid");
    assertThat(incident.has("entry")).isFalse();
  }

  @Test
  void userInformation_isRemovedFromAProbesUrl() {
    served.views.add(Samples.probe("a", "https://probe:hunter2@api.example/x?y=@z", null, NOW));
    served.views.add(Samples.probe("b", "https://probe:hunter2@api.example/{bad}", null, NOW));

    assertThat(served.get("/api/v1/probes").body())
        .doesNotContain("hunter2")
        .contains("https://api.example/x?y=@z", "https://api.example/{bad}");
    assertThat(served.get("/api/v1/probes?form=table").body()).doesNotContain("hunter2");
  }

  @Test
  void table_hasARowOfEachProbe_inTheOrderOfItsColumns() {
    served.views.add(Samples.probe("orders", "https://api.example/v1", null, NOW));
    served.views.add(incident("orders", NOW));

    JsonNode table = served.json("/api/v1/probes?form=table");

    assertThat(table.get("rows").get(0)).hasSameSizeAs(table.get("columns"));
    assertThat(table.at("/rows/0/0").textValue()).isEqualTo("orders");
    assertThat(table.at("/rows/0/7").longValue()).isEqualTo(NOW.getEpochSecond());
    assertThat(table.at("/rows/0/9").textValue()).isEqualTo("insufficient_scope");
  }

  @Test
  void credential_hasItsLife_itsProbes_andItsFailures() {
    served.views.add(Samples.probe("orders", "https://api.example/v1", "crm-api", NOW));
    served.views.add(Samples.rejected("crm-api", NOW));

    JsonNode credential = served.json("/api/v1/credentials").get(0);

    assertThat(credential.get("usable").booleanValue()).isFalse();
    assertThat(credential.get("expiry").textValue()).isEqualTo("2026-11-24T09:50:00Z");
    assertThat(credential.get("renewalDue").textValue()).isEqualTo("2026-11-24T09:30:00Z");
    assertThat(credential.at("/lastFailure/error").textValue()).isEqualTo("invalid_client");
    assertThat(credential.at("/probes/0").textValue()).isEqualTo("orders");
  }

  @Test
  void openAndProbe_chooseIncidents() {
    served.views.add(incident("orders", NOW));
    served.views.add(incident("bills", NOW.minusSeconds(60)));
    served.views.add(
        Samples.closed(incident("orders", NOW.minusSeconds(3600)), NOW.minusSeconds(3000)));

    assertThat(sinces("/api/v1/incidents?open=true")).hasSize(2);
    assertThat(sinces("/api/v1/incidents?open=false")).containsExactly("2026-11-24T09:00:00Z");
    assertThat(sinces("/api/v1/incidents?probe=orders"))
        .containsExactly("2026-11-24T10:00:00Z", "2026-11-24T09:00:00Z");
    assertThat(sinces("/api/v1/incidents?before=2026-11-24T09:59:30Z")).hasSize(2);
  }

  @Test
  void pages_linkToTheNext_andLoseNothing_evenAmongIncidentsOfOneMoment() {
    for (int i = 0; i < 7; i++) {
      served.views.add(incident("same-%d".formatted(i), NOW.minusSeconds(60)));
    }
    served.views.add(incident("newer", NOW));
    served.views.add(incident("older", NOW.minus(Duration.ofHours(1))));

    List<String> seen = new ArrayList<>();
    String next = "/api/v1/incidents?limit=2&open=true";
    while (next != null) {
      HttpResponse<String> page = served.get(next);
      ServerFixture.tree(page.body())
          .forEach(incident -> seen.add(incident.get("probe").textValue()));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse(null);
    }

    assertThat(seen).hasSize(9).doesNotHaveDuplicates().startsWith("newer").endsWith("older");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/incidents?limit=0     | limit: 0 (expected: a number from 1 to 1000)",
        "/api/v1/incidents?limit=x     | limit: x (expected: a number from 1 to 1000)",
        "/api/v1/incidents?open=maybe  | open: maybe (expected: true or false)",
        "/api/v1/incidents?before=noon | before: noon (expected: an instant such as"
            + " 2026-11-24T10:00:00Z)",
        "/api/v1/probes?form=xml       | form: xml (expected: objects or table)"
      })
  void wrongParameter_isAProblem_thatSaysWhatIsExpected(String path, String detail) {
    HttpResponse<String> answer = served.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(ServerFixture.tree(answer.body()).get("detail").textValue()).isEqualTo(detail);
  }

  @Test
  void unknownProbe_isNotFound() {
    HttpResponse<String> answer = served.get("/api/v1/probes/nobody");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("No probe has that name.");
  }

  @Test
  void incident_isFoundByItsId() {
    Incident incident = incident("orders", NOW);
    served.views.add(incident);

    assertThat(served.json("/api/v1/incidents/" + incident.id()).get("probe").textValue())
        .isEqualTo("orders");
    assertThat(served.get("/api/v1/incidents/unknown").statusCode()).isEqualTo(404);
  }

  @Test
  void verdictOutsideAnIncident_hasTheSameNames() {
    IncidentJson.EntryJson verdict =
        new IncidentJson.EntryJson(
            4, IncidentJson.of(Samples.missingScope(), null, null, 403, null));

    JsonNode json = ServerFixture.tree(Json.line(verdict));

    assertThat(json.get("entry").intValue()).isEqualTo(4);
    assertThat(json.get("fault_domain").textValue()).isEqualTo("credential");
    assertThat(json.has("id")).isFalse();
    assertThat(json.get("probe").isNull()).isTrue();
  }

  private List<String> sinces(String path) {
    List<String> all = new ArrayList<>();
    served.json(path).forEach(incident -> all.add(incident.get("since").textValue()));
    return all;
  }

  private static Incident incident(String probe, Instant since) {
    return Samples.incident(probe, null, Samples.missingScope(), since);
  }

  @Test
  void labels_areSorted() {
    served.views.add(
        new ProbeJson(
            "p",
            "https://a",
            null,
            Map.of("b", "2", "a", "1"),
            null,
            0,
            null,
            null,
            null,
            null,
            null));

    assertThat(served.get("/api/v1/probes/p").body())
        .contains("\"labels\":{\"a\":\"1\",\"b\":\"2\"}", "\"success\":null", "\"lastRun\":null");
  }
}
