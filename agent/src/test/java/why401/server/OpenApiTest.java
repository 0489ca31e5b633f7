package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import why401.api.ProbeJson;
import why401.cause.Cause;
import why401.token.IssuerHealth;

/// The description says what is served: every path, every field, every type.
final class OpenApiTest {
  private final ServerFixture served = new ServerFixture();
  private final List<String> faults = new ArrayList<>();
  private JsonNode api;

  @BeforeEach
  void fill() throws IOException {
    Instant now = ServerFixture.NOW;
    SampleStates.fill(served.views, served.renewals, now);
    served.views.add(Samples.probe("plain", "https://a.example", null, now));
    served.views.add(
        new ProbeJson(
            "new", "https://a", null, java.util.Map.of(), null, 0, null, null, null, null, null));
    served.views.issuers.add(new IssuerHealth("https://up.example", true, now, null));
    api = new YAMLMapper().readTree(served.get("/api/v1/openapi.yaml").body());
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void everyPath_isServed_asDescribed() {
    String incident = served.views.incidents.keySet().iterator().next();
    for (String path : (Iterable<String>) () -> api.get("paths").fieldNames()) {
      if (path.equals("/api/v1/events")) {
        continue; // never ends; EventsTest reads it
      }
      JsonNode operations = api.get("paths").get(path);
      String real =
          path.replace("probes/{name}", "probes/plain")
              .replace("{id}", incident)
              .replace("{name}", "unknown");
      if (operations.has("post")) {
        check(
            path,
            operations.get("post"),
            served.send(served.request(real).POST(HttpRequest.BodyPublishers.noBody())));
      } else {
        check(path, operations.get("get"), served.get(real));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void table_isAsDescribed() {
    check(
        "/api/v1/probes",
        api.at("/paths/~1api~1v1~1probes/get"),
        served.get("/api/v1/probes?form=table"));
    assertThat(faults).isEmpty();
  }

  @Test
  void problems_areAsDescribed() {
    check(
        "/api/v1/incidents",
        api.at("/paths/~1api~1v1~1incidents/get"),
        served.get("/api/v1/incidents?limit=0"));
    served.views.reloadErrors.add("why401.conf:3: unknown key");
    check(
        "/-/reload",
        api.at("/paths/~1-~1reload/post"),
        served.send(served.request("/-/reload").POST(HttpRequest.BodyPublishers.noBody())));
    assertThat(faults).isEmpty();
  }

  @Test
  void everyEndpoint_isDescribed() {
    Set<String> described = new TreeSet<>();
    api.get("paths").fieldNames().forEachRemaining(described::add);

    Set<String> routes = new TreeSet<>(served.server.paths());
    routes.removeIf(path -> path.startsWith("/assets/") || path.equals("/runbooks"));

    assertThat(described).isEqualTo(routes);
  }

  @Test
  void causes_areTheClosedList() {
    List<String> described = new ArrayList<>();
    api.at("/components/schemas/Incident/properties/cause/enum")
        .forEach(cause -> described.add(cause.textValue()));

    assertThat(described).isEqualTo(Arrays.stream(Cause.values()).map(Cause::label).toList());
  }

  @Test
  void checker_findsWhatIsNotDescribed() {
    JsonNode problem = api.at("/components/schemas/Problem");

    compare("it", problem, ServerFixture.tree("{\"title\":1,\"status\":404,\"extra\":true}"));

    assertThat(faults)
        .containsExactlyInAnyOrder(
            "it.detail: missing", "it.title: NUMBER (expected: string)", "it.extra: not described");
  }

  private void check(String path, JsonNode operation, HttpResponse<String> answer) {
    JsonNode response = resolve(operation.at("/responses/" + answer.statusCode()));
    if (response.isMissingNode()) {
      faults.add(path + ": status " + answer.statusCode() + " not described");
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = response.get("content").get(type);
    if (content == null) {
      faults.add(path + ": content type " + type + " not described");
    } else if (type.endsWith("json")) {
      compare(path, content.get("schema"), ServerFixture.tree(answer.body()));
    }
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? api.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private void compare(String where, JsonNode described, JsonNode value) {
    JsonNode schema = resolve(described);
    if (schema.has("oneOf")) {
      compare(where, alternative(schema, value), value);
      return;
    }
    List<String> types = new ArrayList<>();
    if (schema.path("type").isArray()) {
      schema.get("type").forEach(type -> types.add(type.textValue()));
    } else {
      types.add(schema.path("type").textValue());
    }
    if (types.stream().noneMatch(type -> fits(type, value))) {
      faults.add(
          where + ": " + value.getNodeType() + " (expected: " + String.join(", ", types) + ")");
    } else if (value.isObject() && schema.has("properties")) {
      compareObject(where, schema, value);
    } else if (value.isArray() && schema.has("items")) {
      value.forEach(item -> compare(where + "[]", schema.get("items"), item));
    } else {
      compareText(where, schema, value);
    }
  }

  private void compareObject(String where, JsonNode schema, JsonNode value) {
    schema
        .get("required")
        .forEach(
            name -> {
              if (!value.has(name.textValue())) {
                faults.add(where + "." + name.textValue() + ": missing");
              }
            });
    value
        .properties()
        .forEach(
            field -> {
              JsonNode property = schema.get("properties").get(field.getKey());
              if (property == null) {
                faults.add(where + "." + field.getKey() + ": not described");
              } else {
                compare(where + "." + field.getKey(), property, field.getValue());
              }
            });
  }

  private void compareText(String where, JsonNode schema, JsonNode value) {
    if (schema.has("enum") && value.isTextual()) {
      List<String> allowed = new ArrayList<>();
      schema.get("enum").forEach(one -> allowed.add(one.textValue()));
      if (!allowed.contains(value.textValue())) {
        faults.add(where + ": " + value.textValue() + " (expected: one of " + allowed + ")");
      }
    }
    if (schema.path("format").asText().equals("date-time")
        && value.isTextual()
        && !value.textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
      faults.add(where + ": " + value.textValue() + " (expected: an instant)");
    }
  }

  private JsonNode alternative(JsonNode schema, JsonNode value) {
    for (JsonNode one : schema.get("oneOf")) {
      if (fits(resolve(one).path("type").textValue(), value)) {
        return one;
      }
    }
    return schema.get("oneOf").get(0);
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new IllegalArgumentException("type: " + type + " (expected: a known one)");
    };
  }
}
