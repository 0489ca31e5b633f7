package why401.cli.curl;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import why401.app.AdHocDiagnosis;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.probe.Probe;
import why401.token.Credentials;

/// The options of curl, with curl's meaning, as far as a failing request needs them. Those that
/// change nothing about the request are in [IgnoredCurlOptions]; any other is refused, since to
/// leave it out would diagnose a different request.
public final class CurlOptions {
  private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /// For `--max-time 0`, which means none to curl.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Mixin private CurlBody body;
  @Mixin private CurlForm form;
  @Mixin private CurlProxy proxy;
  @Mixin private CurlNetwork network;

  @SuppressWarnings("UnusedVariable") // picocli fills it
  @Mixin
  private IgnoredCurlOptions silence;

  @Option(
      names = {"-X", "--request"},
      paramLabel = "METHOD",
      description = "Method.")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "HEADER",
      description = "Header, as 'Name: value'; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER:PASSWORD",
      description = "User and password.")
  private @Nullable String user;

  @Option(
      names = {"-G", "--get"},
      description = "Send the data in the URL's query.")
  private boolean get;

  @Option(
      names = {"-b", "--cookie"},
      paramLabel = "NAME=VALUE",
      description = "Cookies, or a file of them.")
  private List<String> cookies = new ArrayList<>();

  @Option(names = "--oauth2-bearer", paramLabel = "TOKEN", description = "Bearer token.")
  private @Nullable String bearer;

  @Option(names = "--digest", description = "Use HTTP Digest with --user.")
  private boolean digest;

  @Option(
      names = {"-k", "--insecure"},
      description = "Accept any certificate.")
  private boolean insecure;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "PEM file of the authorities to trust.")
  private @Nullable Path cacert;

  @Option(
      names = {"-E", "--cert"},
      paramLabel = "FILE",
      description = "PEM file of the client certificate.")
  private @Nullable Path cert;

  @Option(names = "--key", paramLabel = "FILE", description = "PEM file of its private key.")
  private @Nullable Path key;

  @Option(
      names = {"-m", "--max-time"},
      paramLabel = "SECONDS",
      description = "Time for the whole request; default: 30.")
  private double maxTime = 30;

  @Option(
      names = {"-L", "--location"},
      description = "Follow redirects.")
  private boolean location;

  @Option(
      names = {"-I", "--head"},
      description = "Request the headers only.")
  private boolean head;

  @Option(
      names = {"-e", "--referer"},
      paramLabel = "URL",
      description = "Referer.")
  private @Nullable String referer;

  @Option(
      names = {"-A", "--user-agent"},
      paramLabel = "NAME",
      description = "User agent.")
  private @Nullable String agent;

  @Option(names = "--url", paramLabel = "URL", description = "The URL, as an option.")
  private @Nullable String url;

  /// The URL that an option names, or null.
  @Nullable
  public String url() {
    return url;
  }

  /// The request to `address` that these options describe.
  ///
  /// @param now for the end of cookies
  /// @throws IllegalArgumentException if they do not fit together; the message holds no secret
  public AdHocDiagnosis request(String address, Instant now) {
    CurlUrl target = CurlUrl.of(address, get ? body.text() : "");
    CurlHeaders sent = CurlHeaders.of(headers);
    if (!form.isEmpty() && !body.isEmpty()) {
      throw new IllegalArgumentException("-F: together with -d (expected: one of them)");
    }
    String data = body.isEmpty() || get ? null : body.text();
    String text = form.isEmpty() ? data : form.text();
    addOptions(sent, text != null, cookies(target.url(), now));
    CurlCredential shown = shown(sent, target.url(), target.user());
    Probe probe =
        new Probe(
            "request",
            target.url(),
            shown.option().isEmpty() ? null : shown.option(),
            new Probe.Cadence.Every(Duration.ofDays(1)),
            timeout(),
            method(text != null),
            sent.all(),
            text,
            Probe.Expectation.ANY_SUCCESS,
            location || network.trusted(),
            Probe.Connection.REUSE,
            null,
            Probe.TokenDemand.NONE,
            Probe.Alerting.DEFAULT,
            Map.of(),
            new TlsOptions(cacert, cert, key == null ? cert : key, null, insecure),
            proxy.read(),
            Probe.Companions.NONE);
    return new AdHocDiagnosis(
        probe,
        shown.credentials(),
        new AdHocDiagnosis.Route(network.read(target.url()), network.trusted()));
  }

  private Duration timeout() {
    return maxTime <= 0 ? LONGEST : Duration.ofMillis(Math.max(1, Math.round(maxTime * 1000)));
  }

  private String method(boolean withBody) {
    String verb = method != null ? method : withBody ? "POST" : head ? "HEAD" : "GET";
    if (!METHOD.matcher(verb).matches()) {
      throw new IllegalArgumentException("-X: no HTTP method (expected: such as GET or POST)");
    }
    if (withBody && (head || verb.equals("GET") || verb.equals("HEAD"))) {
      throw new IllegalArgumentException(
          "-d: together with GET or HEAD, with which why401 sends no body (expected: -G or another"
              + " -X)");
    }
    return verb;
  }

  private void addOptions(CurlHeaders sent, boolean withBody, List<String> cookies) {
    if (agent != null) {
      sent.otherwise("User-Agent", agent);
    }
    if (referer != null) {
      sent.otherwise("Referer", referer.replaceFirst(";auto$", ""));
    }
    if (body.isJson()) {
      sent.otherwise("Content-Type", "application/json");
      sent.insteadOf("*/*", "Accept", "application/json");
    }
    if (withBody) {
      sent.otherwise(
          "Content-Type",
          form.isEmpty() ? "application/x-www-form-urlencoded" : CurlForm.contentType());
    }
    cookies.forEach(cookie -> sent.add("Cookie", cookie));
  }

  private List<String> cookies(URI target, Instant now) {
    return cookies.stream()
        .map(
            given ->
                given.contains("=") || given.isEmpty()
                    ? given
                    : CookieFile.read(given, now).header(target))
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  /// What curl would send: an explicit header takes precedence over the options, and those over the
  /// URL. A further credential goes along as the header that it is.
  private CurlCredential shown(CurlHeaders sent, URI url, @Nullable String inUrl) {
    if (!sent.authorizes()) {
      if (bearer != null) {
        return new CurlCredential(
            "--oauth2-bearer", new Credentials.StaticBearer(Secret.of(bearer)));
      }
      if (user != null) {
        return password("-u", user);
      }
      if (inUrl != null) {
        return password("URL", inUrl.contains(":") ? inUrl : inUrl + ":");
      }
    }
    CurlCredential found = sent.takeCredential();
    if (found == null) {
      found = CurlCredential.inQuery(url);
    }
    return found == null ? new CurlCredential("", new Credentials.None()) : found;
  }

  private CurlCredential password(String option, String pair) {
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("-u: no password in it (expected: user:password)");
    }
    String name = pair.substring(0, colon);
    Secret password = Secret.of(pair.substring(colon + 1));
    return new CurlCredential(
        option + " " + name,
        digest ? new Credentials.Digest(name, password) : new Credentials.Basic(name, password));
  }
}
