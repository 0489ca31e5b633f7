package why401.probe;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.credential.TlsOptions;
import why401.credential.secret.SecretSource;
import why401.token.Credentials;

/// One thing that is probed, as configured.
///
/// @param credential name of the credential, or null for an anonymous probe
/// @param method HTTP method
/// @param headers further request headers
/// @param body request body, or null for none
/// @param timeout for the whole request, redirects included
/// @param controlUrl a resource that the credential is known to open, or null
/// @param labels become labels of `why401_unauthorized`
/// @param companions what is sent besides the credential
public record Probe(
    String name,
    URI url,
    @Nullable String credential,
    Cadence cadence,
    Duration timeout,
    String method,
    Map<String, String> headers,
    @Nullable String body,
    Expectation expect,
    boolean followRedirects,
    Connection connection,
    @Nullable URI controlUrl,
    TokenDemand token,
    Alerting alert,
    Map<String, String> labels,
    TlsOptions tls,
    @Nullable Proxy proxy,
    Companions companions) {
  /// Copies.
  public Probe {
    headers = Map.copyOf(headers);
    labels = Map.copyOf(labels);
  }

  /// The same for another resource.
  public Probe at(URI other) {
    return new Probe(
        name,
        other,
        credential,
        cadence,
        timeout,
        method,
        headers,
        body,
        expect,
        followRedirects,
        connection,
        controlUrl,
        token,
        alert,
        labels,
        tls,
        proxy,
        companions);
  }

  /// The same for a target that demands `other` of a token.
  public Probe demanding(TokenDemand other) {
    return new Probe(
        name,
        url,
        credential,
        cadence,
        timeout,
        method,
        headers,
        body,
        expect,
        followRedirects,
        connection,
        controlUrl,
        other,
        alert,
        labels,
        tls,
        proxy,
        companions);
  }

  /// The same with another credential, and other companions.
  public Probe sending(@Nullable String other, Companions others) {
    return new Probe(
        name,
        url,
        other,
        cadence,
        timeout,
        method,
        headers,
        body,
        expect,
        followRedirects,
        connection,
        controlUrl,
        token,
        alert,
        labels,
        tls,
        proxy,
        others);
  }

  /// The same with other TLS options.
  public Probe over(TlsOptions other) {
    return new Probe(
        name,
        url,
        credential,
        cadence,
        timeout,
        method,
        headers,
        body,
        expect,
        followRedirects,
        connection,
        controlUrl,
        token,
        alert,
        labels,
        other,
        proxy,
        companions);
  }

  /// The names of all its credentials.
  public List<String> credentials() {
    return Stream.concat(Stream.ofNullable(credential), companions.credentials().stream()).toList();
  }

  /// When it runs.
  public sealed interface Cadence {
    /// Every so often, the phase spread by a hash of the name.
    record Every(Duration interval) implements Cadence {}

    /// At the times of a Quartz cron expression.
    record Cron(String expression) implements Cadence {}
  }

  /// What counts as accepted.
  ///
  /// @param status accepted status codes; empty for any 2xx
  /// @param body regular expression that the body must contain, or null
  /// @param json what a JSON body must have, by JSON Pointer (RFC 6901)
  /// @param headers regular expressions that a value of each header must contain
  /// @param duration the most that a run may take, or null
  public record Expectation(
      List<Integer> status,
      @Nullable String body,
      Map<String, JsonDemand> json,
      Map<String, String> headers,
      @Nullable Duration duration) {
    /// Any 2xx.
    public static final Expectation ANY_SUCCESS = new Expectation(List.of(), null);

    /// Copies.
    public Expectation {
      status = List.copyOf(status);
      json = Map.copyOf(json);
      headers = Map.copyOf(headers);
    }

    /// Of status and body.
    public Expectation(List<Integer> status, @Nullable String body) {
      this(status, body, Map.of(), Map.of(), null);
    }

    /// Whether nothing is said of the response itself.
    public boolean isOfTimeOnly() {
      return status.isEmpty() && body == null && json.isEmpty() && headers.isEmpty();
    }
  }

  /// Whether connections are kept between runs.
  public enum Connection {
    /// Keep them, as an API client does.
    REUSE,
    /// A new connection, with name resolution, for each run.
    FRESH
  }

  /// What the target requires of a token, as far as configured.
  public record TokenDemand(@Nullable String audience, @Nullable String issuer) {
    /// Nothing configured.
    public static final TokenDemand NONE = new TokenDemand(null, null);
  }

  /// When an incident opens, and how loud it is.
  ///
  /// @param after consecutive refusals before the incident opens, at least 1
  /// @param severity value of the metric label `severity`
  /// @param lasting time from the first of them to the one that opens it, at least
  /// @param maintenance when the probe does not run
  public record Alerting(
      int after, String severity, Duration lasting, List<Maintenance> maintenance) {
    /// At the first refusal, as a warning.
    public static final Alerting DEFAULT = new Alerting(1, "warning");

    /// Copies.
    public Alerting {
      maintenance = List.copyOf(maintenance);
    }

    /// Without a time, and without maintenance.
    public Alerting(int after, String severity) {
      this(after, severity, Duration.ZERO, List.of());
    }
  }

  /// Times at which a target is expected to be broken.
  ///
  /// @param cron when they begin, as a Quartz cron expression
  /// @param zone in which the expression is read
  public record Maintenance(String cron, Duration duration, ZoneId zone) {}

  /// What a request carries besides the credential that is examined.
  ///
  /// @param credentials names of further credentials
  /// @param headers whose values are secrets
  /// @param ready both, as one run sends them; empty as configured
  public record Companions(
      List<String> credentials, Map<String, SecretSource> headers, List<Companion> ready) {
    /// None.
    public static final Companions NONE = new Companions(List.of(), Map.of(), List.of());

    /// Copies.
    public Companions {
      credentials = List.copyOf(credentials);
      headers = Map.copyOf(headers);
      ready = List.copyOf(ready);
    }

    /// The same, ready to be sent.
    public Companions with(List<Companion> sent) {
      return new Companions(credentials, headers, sent);
    }
  }

  /// One of them, ready to be sent.
  ///
  /// @param name of the credential, or of the header
  public record Companion(String name, Credentials credentials) {}

  /// A forward proxy.
  public record Proxy(URI url, @Nullable String username, @Nullable SecretSource password) {}
}
