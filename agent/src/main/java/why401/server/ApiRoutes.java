package why401.server;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.api.CredentialJson;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.incident.Incident;
import why401.token.CredentialStatus;
import why401.token.RenewalHistory;

/// The API for programs, and for the status page (http-api.md, openapi.yaml).
final class ApiRoutes {
  static final int DEFAULT_LIMIT = 100;
  static final int MOST = 1000;
  private static final int PAST = 20;

  private final StatusSource status;
  private final RenewalHistory renewals;

  ApiRoutes(StatusSource status, RenewalHistory renewals) {
    this.status = status;
    this.renewals = renewals;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    ReadRoutes.add(routes, "/api/v1/probes", this::probes);
    ReadRoutes.add(routes, "/api/v1/probes/{name}", this::probe);
    ReadRoutes.add(routes, "/api/v1/credentials", ctx -> answer(ctx, credentials()));
    routes.post("/api/v1/credentials/{name}/retry", this::retry);
    ReadRoutes.add(routes, "/api/v1/issuers", ctx -> answer(ctx, status.issuers()));
    ReadRoutes.add(routes, "/api/v1/configuration", ctx -> answer(ctx, status.configuration()));
    ReadRoutes.add(routes, "/api/v1/cluster", ctx -> answer(ctx, status.cluster()));
    ReadRoutes.add(routes, "/api/v1/incidents", this::incidents);
    ReadRoutes.add(routes, "/api/v1/incidents/{id}", this::incident);
  }

  /// Probes as columns and rows, a fifth of the size.
  record TableJson(List<String> columns, List<List<@Nullable Object>> rows) {
    TableJson {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  private void probes(Context ctx) {
    String form = Objects.requireNonNullElse(ctx.queryParam("form"), "objects");
    switch (form) {
      case "objects" -> answer(ctx, status.probes());
      case "table" ->
          answer(
              ctx,
              new TableJson(
                  ProbeJson.COLUMNS, status.probes().stream().map(ProbeJson::row).toList()));
      default -> throw bad("form", form, "objects or table");
    }
  }

  private void probe(Context ctx) {
    String name = ctx.pathParam("name");
    ProbeJson probe =
        status.probe(name).orElseThrow(() -> new NotFoundResponse("No probe has that name."));
    answer(ctx, detail(probe));
  }

  private ProbeDetailJson detail(ProbeJson probe) {
    IncidentQuery past = new IncidentQuery(false, probe.name(), null, PAST);
    String credential = probe.credential();
    return new ProbeDetailJson(
        probe,
        status.runs(probe.name()),
        status.latency(probe.name()).orElse(null),
        status.credentials().stream()
            .filter(one -> one.name().equals(credential))
            .findFirst()
            .map(CredentialStatus::issuedAt)
            .orElse(null),
        credential == null ? List.of() : renewals.of(credential),
        status.incidents(past).stream().map(IncidentJson::of).toList());
  }

  /// A page of another site, and whoever lacks the password, has been turned away before.
  private void retry(Context ctx) {
    RetryResult result =
        status
            .retry(ctx.pathParam("name"))
            .orElseThrow(() -> new NotFoundResponse("No credential has that name."));
    ctx.status(result.tried() ? 200 : 409);
    answer(ctx, result);
  }

  List<CredentialJson> credentials() {
    Map<String, List<String>> users = new HashMap<>();
    for (ProbeJson probe : status.probes()) {
      for (String credential : probe.credentials()) {
        users.computeIfAbsent(credential, _ -> new java.util.ArrayList<>()).add(probe.name());
      }
    }
    Map<String, CredentialJson> elsewhere = status.renewedElsewhere();
    return status.credentials().stream()
        .map(
            state ->
                credential(
                    state,
                    users.getOrDefault(state.name(), List.of()),
                    elsewhere.get(state.name())))
        .toList();
  }

  private CredentialJson credential(
      CredentialStatus state, List<String> users, @Nullable CredentialJson elsewhere) {
    return elsewhere == null
        ? CredentialJson.of(state, users, renewals.of(state.name()))
        : elsewhere.of(elsewhere.member(), users);
  }

  private void incident(Context ctx) {
    String id = ctx.pathParam("id");
    answer(
        ctx,
        status.incidents(new IncidentQuery(null, null, null, Integer.MAX_VALUE)).stream()
            .filter(incident -> incident.id().equals(id))
            .findFirst()
            .map(IncidentJson::of)
            .orElseThrow(() -> new NotFoundResponse("No incident has that id.")));
  }

  private void incidents(Context ctx) {
    int limit = number(ctx, "limit", DEFAULT_LIMIT, 1, MOST);
    int skip = number(ctx, "skip", 0, 0, Integer.MAX_VALUE - MOST - 1);
    Instant before = instant(ctx, "before");
    IncidentQuery query =
        new IncidentQuery(truth(ctx, "open"), ctx.queryParam("probe"), before, skip + limit + 1);
    List<Incident> found = status.incidents(query).stream().skip(skip).toList();
    List<Incident> page = found.subList(0, Math.min(limit, found.size()));
    if (found.size() > limit) {
      ctx.header("Link", "<" + next(query, page, skip, limit) + ">; rel=\"next\"");
    }
    answer(ctx, page.stream().map(IncidentJson::of).toList());
  }

  /// The next page: incidents that began before the last one of this page, or together with it and
  /// not on any page yet.
  private static String next(IncidentQuery query, List<Incident> page, int skip, int limit) {
    Instant last = page.getLast().since();
    Instant before = last.plusNanos(1);
    long together = page.stream().filter(incident -> incident.since().equals(last)).count();
    long skipped = together + (before.equals(query.before()) ? skip : 0);
    StringBuilder next = new StringBuilder("/api/v1/incidents?limit=").append(limit);
    if (query.open() != null) {
      next.append("&open=").append(query.open());
    }
    if (query.probe() != null) {
      next.append("&probe=").append(URLEncoder.encode(query.probe(), StandardCharsets.UTF_8));
    }
    return next.append("&before=").append(before).append("&skip=").append(skipped).toString();
  }

  private static void answer(Context ctx, Object value) {
    ctx.contentType("application/json").result(Json.bytes(value));
  }

  private static int number(Context ctx, String name, int otherwise, int least, int most) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw bad(name, text, "a number from " + least + " to " + most);
  }

  private static @Nullable Boolean truth(Context ctx, String name) {
    String text = ctx.queryParam(name);
    return switch (text) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(name, text, "true or false");
    };
  }

  private static @Nullable Instant instant(Context ctx, String name) {
    String text = ctx.queryParam(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw bad(name, text, "an instant such as 2026-11-24T10:00:00Z");
    }
  }

  private static BadRequestResponse bad(String name, @Nullable String value, String expected) {
    String quoted = value == null ? "" : value.substring(0, Math.min(value.length(), 80));
    return new BadRequestResponse(name + ": " + quoted + " (expected: " + expected + ")");
  }
}
