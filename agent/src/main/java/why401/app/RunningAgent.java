package why401.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.api.Json;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.server.security.ServerSettings;
import why401.token.oauth.StateDirectoryLock;

/// The agent that runs with the same configuration, if there is one: it holds the last refresh
/// token of a chain, so it is asked about a probe instead of a second process spending that token.
public final class RunningAgent {
  private static final int TIMEOUT_MILLIS = 3000;
  private static final int MOST_OCTETS = 1 << 20;

  private final Configuration configuration;
  private final @Nullable URI base;
  private final @Nullable String user;

  /// The one that `configuration` would start.
  ///
  /// @param base of its address in place of the configured one, such as `https://agent:9401`, or
  ///   null
  /// @param user name and password with a colon between, or null
  public RunningAgent(Configuration configuration, @Nullable URI base, @Nullable String user) {
    this.configuration = configuration;
    this.base = base;
    this.user = user;
  }

  /// What it answers.
  public sealed interface Reply {}

  /// The state of a probe.
  ///
  /// @param members as on the API (http-api.md)
  public record ProbeReport(Map<String, Object> members) implements Reply {
    /// Copies nothing: they are read from JSON for this record alone.
    public ProbeReport {
      members = java.util.Collections.unmodifiableMap(members);
    }

    /// Whether the last run was accepted.
    public boolean success() {
      return Boolean.TRUE.equals(members.get("success"));
    }

    /// The cause of the open incident, or null.
    public @Nullable String cause() {
      return members.get("incident") instanceof Map<?, ?> incident
          ? String.valueOf(incident.get("cause"))
          : null;
    }

    /// In one line, for a person.
    public String line() {
      String what =
          cause() != null
              ? cause()
              : success() ? "accepted" : String.valueOf(members.get("reason"));
      String summary =
          members.get("incident") instanceof Map<?, ?> incident
              ? "\n  " + incident.get("summary") + "\n  " + incident.get("remedy")
              : "";
      return "%s  %s  HTTP %s  (by the running agent, last run %s)%s"
          .formatted(
              what, members.get("name"), members.get("status"), members.get("lastRun"), summary);
    }
  }

  /// There is none.
  public record NoAgent() implements Reply {}

  /// There is one, and it does not say.
  ///
  /// @param why with what to do
  public record Silent(String why) implements Reply {}

  /// Whether a run of the probe `name` may spend a refresh token.
  public boolean spendsRefreshToken(String name) {
    return configuration.probes().stream()
        .filter(probe -> probe.name().equals(name))
        .flatMap(probe -> probe.credentials().stream())
        .map(credential -> configuration.credentials().get(credential))
        .anyMatch(Credential.RefreshToken.class::isInstance);
  }

  /// Asks it about the probe `name`.
  public Reply ask(String name) {
    URI url = address("/api/v1/probes/" + name);
    try {
      HttpURLConnection connection = open(url);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
        connection.disconnect();
        return silent(
            url,
            user == null
                ? "wants a user name and password (-u NAME, with the password in WHY401_PASSWORD)"
                : "refuses the user name and password given by -u");
      }
      if (status != HttpURLConnection.HTTP_OK) {
        connection.disconnect();
        boolean other = status == HttpURLConnection.HTTP_NOT_FOUND && !held();
        return other ? new NoAgent() : silent(url, "answers " + status);
      }
      try (InputStream body = connection.getInputStream()) {
        byte[] octets = body.readNBytes(MOST_OCTETS);
        return new ProbeReport(Json.members(new String(octets, StandardCharsets.UTF_8)));
      }
    } catch (ConnectException e) {
      return held() ? silent(url, "cannot be reached") : new NoAgent();
    } catch (IOException e) {
      return silent(url, "does not answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// Asks it to try the credential `name` now.
  ///
  /// @throws IOException if it is not reached
  public Retry retry(String name) throws IOException {
    HttpURLConnection connection = open(address("/api/v1/credentials/" + name + "/retry"));
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(0);
    connection.getOutputStream().close();
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new Retry(status, "");
    }
    try (InputStream body = stream) {
      return new Retry(status, new String(body.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8));
    }
  }

  /// What it answered to a retry.
  ///
  /// @param status 200 if it tries now, 409 if it may not yet
  /// @param body JSON
  public record Retry(int status, String body) {
    /// A member of the body as text; empty if there is none.
    public String member(String name) {
      try {
        Object value = Json.members(body).get(name);
        return value == null ? "" : String.valueOf(value);
      } catch (IOException e) {
        return "";
      }
    }
  }

  /// In a cluster any member may be the one that spends it.
  private boolean held() {
    Path state = configuration.stateDirectory();
    return configuration.deployment().cluster() != null
        || (state != null && StateDirectoryLock.heldElsewhere(state));
  }

  private static Silent silent(URI url, String what) {
    return new Silent(
        ("the running agent at %s %s (expected: the state of the probe); its refresh token is not"
                + " spent by a second process, so ask that agent, or stop it first")
            .formatted(url, what));
  }

  private HttpURLConnection open(URI url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "application/json");
    if (user != null) {
      String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + basic);
    }
    return connection;
  }

  /// Where it is asked.
  public URI address() {
    return address("");
  }

  private URI address(String path) {
    if (base != null) {
      return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }
    ServerSettings server = configuration.server();
    boolean any = server.host().equals("0.0.0.0") || server.host().equals("::");
    try {
      return new URI(
          "http", null, any ? "127.0.0.1" : server.host(), server.port(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("server: no address", e);
    }
  }
}
