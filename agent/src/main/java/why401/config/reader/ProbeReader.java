package why401.config.reader;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Suggestion;
import why401.config.hocon.Value;
import why401.credential.secret.SecretSource;
import why401.deployment.Deployment;
import why401.probe.Probe;

/// Reads one probe, with the defaults behind it.
public final class ProbeReader {
  private static final Pattern KEY =
      Pattern.compile("[?&](?:api[_-]?key|access_token|token|key|sig)=", Pattern.CASE_INSENSITIVE);

  private final String name;
  private final Section section;
  private final Set<String> credentials;
  private final CronValidator cron;
  private final @Nullable String location;

  /// A reader of the probe `name` in `section`.
  ///
  /// @param credentials the names that it may refer to
  /// @param location of this agent, or null
  public ProbeReader(
      String name,
      Section section,
      Set<String> credentials,
      CronValidator cron,
      @Nullable String location) {
    this.name = name;
    this.section = section;
    this.credentials = credentials;
    this.cron = cron;
    this.location = location;
  }

  /// Whether the probe runs at all.
  public boolean enabled() {
    return section.flag("enabled", true);
  }

  /// Whether it runs at this agent's location.
  public boolean here() {
    return LocationReader.includes(section, location);
  }

  @Nullable
  public Probe read() {
    section.has("enabled");
    section.has("locations");
    section.require("url", "the URL to probe");
    URI url = section.url("url");
    warnOfKey(url);
    ScheduleReader cadence = new ScheduleReader(section, cron);
    RequestReader request = new RequestReader(section);
    List<String> names = credentialNames();
    List<String> further = names.isEmpty() ? names : names.subList(1, names.size());
    Probe probe =
        new Probe(
            name,
            url == null ? URI.create("") : url,
            names.isEmpty() ? null : names.getFirst(),
            cadence.cadence(),
            cadence.timeout(),
            request.method(),
            request.headers(),
            request.body(),
            new ExpectationReader(section).read(),
            section.flag("follow-redirects", true),
            section.choice("connection", Probe.Connection.class, Probe.Connection.REUSE),
            section.url("control-url"),
            token(),
            alert(),
            labels(),
            TlsReader.read(section),
            proxy(),
            new Probe.Companions(further, request.secretHeaders(), List.of()));
    return url == null ? null : probe;
  }

  private void warnOfKey(@Nullable URI url) {
    Value value = section.find("url");
    if (url != null && value != null && KEY.matcher(url.toString()).find()) {
      value.warn(
          "a key in it that is neither kept secret nor diagnosed"
              + " (better: a credential with type = api-key and in = query)");
    }
  }

  /// One name, or a list of them.
  private List<String> credentialNames() {
    Value value = section.find("credential");
    Set<String> names = new LinkedHashSet<>();
    for (Value item : value == null ? List.<Value>of() : value.items()) {
      String credential = credential(item);
      if (credential != null && !names.add(credential)) {
        item.refuse("each credential once");
      }
    }
    return List.copyOf(names);
  }

  private @Nullable String credential(Value value) {
    String credential = value.line();
    if (credential == null || credentials.contains(credential)) {
      return credential;
    }
    String hint =
        Suggestion.to(credential, credentials)
            .map(near -> "did you mean " + near + "?")
            .orElse("expected: a name under credentials");
    value
        .reading()
        .report()
        .error(
            value.place(),
            "%s: \"%s\" is not a credential (%s)".formatted(value.path(), credential, hint));
    return null;
  }

  private Probe.TokenDemand token() {
    Section token = section.section("token");
    return token == null
        ? Probe.TokenDemand.NONE
        : new Probe.TokenDemand(token.text("audience"), token.text("issuer"));
  }

  private Probe.Alerting alert() {
    Section alert = section.section("alert");
    Probe.Alerting standard = Probe.Alerting.DEFAULT;
    List<Probe.Maintenance> maintenance = new MaintenanceReader(section, cron).read();
    if (alert == null) {
      return new Probe.Alerting(
          standard.after(), standard.severity(), standard.lasting(), maintenance);
    }
    String severity = alert.text("severity");
    return new Probe.Alerting(
        alert.integer("after", 1, 1000, standard.after()),
        severity == null ? standard.severity() : severity.toLowerCase(Locale.ROOT),
        alert.duration("for", Duration.ZERO, Duration.ofDays(1), standard.lasting()),
        maintenance);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    if (location != null) {
      labels.put(Deployment.LABEL, location);
    }
    Section section = this.section.section("labels");
    if (section == null) {
      return labels;
    }
    section
        .entries()
        .forEach(
            (label, value) -> {
              String text = value.text();
              String fault = Names.faultOfLabel(label);
              if (!fault.isEmpty()) {
                value.refuseShowing("not a label", fault);
              } else if (location != null && label.equals(Deployment.LABEL)) {
                value.refuse("another name: this one holds why401.location");
              } else if (text != null) {
                labels.put(label, text);
              }
            });
    return labels;
  }

  private Probe.@Nullable Proxy proxy() {
    Section proxy = section.section("proxy");
    if (proxy == null) {
      return null;
    }
    proxy.require("url", "the URL of the proxy");
    URI url = proxy.url("url");
    String username = proxy.text("username");
    SecretSource password = SecretReader.find(proxy, "password");
    if ((proxy.find("username") == null) != (proxy.find("password") == null)) {
      proxy.missing(
          proxy.find("username") == null ? "username" : "password",
          "username and password together");
    }
    return url == null ? null : new Probe.Proxy(url, username, password);
  }
}
