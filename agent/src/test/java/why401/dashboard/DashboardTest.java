package why401.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.alerting.Shipped;

/// The dashboards as shipped, held to the rules of Grafana's dashboard-linter.
final class DashboardTest {
  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void head_suitsProvisioning(Dashboard dashboard) {
    JsonNode json = dashboard.json();
    assertThat(json.path("id").isNull()).isTrue();
    assertThat(json.path("uid").asText()).hasSizeBetween(6, 40).isEqualTo(dashboard.uid());
    assertThat(json.path("editable").asBoolean(true)).isFalse();
    assertThat(json.path("graphTooltip").asInt()).isEqualTo(1);
    assertThat(json.path("schemaVersion").asInt()).isBetween(36, 42);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void datasource_isAlwaysTheChosenOne(Dashboard dashboard) {
    assertThat(dashboard.json().findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(node -> assertThat(node.path("uid").asText()).isEqualTo("${datasource}"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void variables_beginWithDatasourceJobAndInstance(Dashboard dashboard) {
    JsonNode variables = dashboard.json().path("templating").path("list");
    assertThat(variables.path(0).path("name").asText()).isEqualTo("datasource");
    assertThat(variables.path(0).path("label").asText()).isEqualTo("Data source");
    assertThat(variables.path(0).path("query").asText()).isEqualTo("prometheus");
    for (int index : List.of(1, 2)) {
      JsonNode variable = variables.path(index);
      assertThat(variable.path("name").asText()).isEqualTo(index == 1 ? "job" : "instance");
      assertThat(variable.path("label").asText()).isEqualTo(index == 1 ? "Job" : "Instance");
      assertThat(variable.path("allValue").asText()).isEqualTo(".+");
      assertThat(variable.path("multi").asBoolean()).isTrue();
      assertThat(variable.path("refresh").asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_describeTheirContent(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.title()).isNotBlank();
              assertThat(panel.description()).as(panel.title()).endsWith(".");
              assertThat(panel.unit()).as(panel.title()).isNotBlank();
              assertThat(panel.queries()).as(panel.title()).isNotEmpty();
              assertThat(panel.queries()).extracting(Panel.Query::legend).doesNotContain("");
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void titlesAndIds_areUnique(Dashboard dashboard) {
    assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
    assertThat(dashboard.places()).extracting(panel -> panel.path("id")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_doNotOverlap(Dashboard dashboard) {
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : dashboard.places()) {
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").asInt() + place.path("w").asInt();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = place.path("x").asInt(); x < right; x++) {
        for (int row = 0; row < place.path("h").asInt(); row++) {
          assertThat(taken.add(x + "," + (place.path("y").asInt() + row))).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dashboards", "datasources"})
  void provisioning_isOfTheVersionThatGrafanaReads(String kind) throws IOException {
    JsonNode file =
        Shipped.yaml(Shipped.ROOT.resolve("grafana/provisioning/" + kind + "/why401.yml"));
    assertThat(file.path("apiVersion").asInt()).isEqualTo(1);
    assertThat(file.path(kind.equals("dashboards") ? "providers" : kind)).isNotEmpty();
  }
}
