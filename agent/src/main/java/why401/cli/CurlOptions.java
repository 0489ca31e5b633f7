package why401.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import why401.AdHoc;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.Tls;
import why401.probe.Probe;
import why401.token.Proof;

/// The options of curl, with curl's meaning, as far as a failing request needs them; those that
/// only concern curl's output are taken and do nothing.
final class CurlOptions {
  @Option(
      names = {"-X", "--request"},
      description = "Method.")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      description = "Header, as 'Name: value'; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      description = "User and password, as user:password.")
  private @Nullable String user;

  @Option(
      names = {"-d", "--data", "--data-raw", "--data-binary", "--data-ascii"},
      description = "Request body; may be repeated.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = {"-b", "--cookie"},
      description = "Cookies, as name=value.")
  private @Nullable String cookie;

  @Option(names = "--oauth2-bearer", description = "Bearer token.")
  private @Nullable String bearer;

  @Option(names = "--digest", description = "Use HTTP Digest with --user.")
  private boolean digest;

  @Option(
      names = {"-k", "--insecure"},
      description = "Accept any certificate.")
  private boolean insecure;

  @Option(names = "--cacert", description = "PEM file of the authorities to trust.")
  private @Nullable Path cacert;

  @Option(
      names = {"-E", "--cert"},
      description = "PEM file of the client certificate.")
  private @Nullable Path cert;

  @Option(names = "--key", description = "PEM file of its private key.")
  private @Nullable Path key;

  @Option(
      names = {"-m", "--max-time"},
      description = "Seconds for the whole request.")
  private double maxTime = 30;

  @Option(
      names = {"-L", "--location"},
      description = "Follow redirects.")
  private boolean location;

  @Option(
      names = {"-I", "--head"},
      description = "Ask for the headers alone.")
  private boolean head;

  @SuppressWarnings("UnusedVariable") // taken so that a line can be pasted
  @Option(
      names = {
        "-s",
        "--silent",
        "-S",
        "--show-error",
        "-v",
        "--verbose",
        "-i",
        "--include",
        "-f",
        "--fail",
        "--compressed",
        "--basic",
        "-g",
        "--globoff",
        "--http1.1",
        "--http2",
        "-N",
        "--no-buffer"
      },
      description = "Accepted, without effect.")
  private boolean[] ignored = new boolean[0];

  @SuppressWarnings("UnusedVariable") // taken so that a line can be pasted
  @Option(
      names = {
        "-o",
        "--output",
        "-w",
        "--write-out",
        "-D",
        "--dump-header",
        "--connect-timeout",
        "--retry"
      },
      description = "Accepted, without effect.")
  private List<String> ignoredValues = new ArrayList<>();

  @Option(
      names = {"-A", "--user-agent"},
      description = "User agent.")
  private @Nullable String agent;

  /// The request that these options describe.
  ///
  /// @throws IllegalArgumentException if they do not fit together; the message holds no secret
  AdHoc request(String url) {
    Map<String, String> plain = new LinkedHashMap<>();
    Shown shown = shown(plain);
    if (agent != null) {
      plain.put("User-Agent", agent);
    }
    boolean post = !data.isEmpty();
    if (post && plain.keySet().stream().noneMatch(name -> name.equalsIgnoreCase("Content-Type"))) {
      plain.put("Content-Type", "application/x-www-form-urlencoded");
    }
    String verb = method != null ? method : post ? "POST" : head ? "HEAD" : "GET";
    Probe probe =
        new Probe(
            "request",
            target(url),
            shown.option().isEmpty() ? null : shown.option(),
            new Probe.Cadence.Every(Duration.ofDays(1)),
            Duration.ofMillis(Math.max(1, Math.round(maxTime * 1000))),
            verb.toUpperCase(Locale.ROOT),
            plain,
            post ? String.join("&", data) : null,
            Probe.Expectation.ANY_SUCCESS,
            location,
            Probe.Connection.REUSE,
            null,
            Probe.TokenDemand.NONE,
            Probe.Alerting.DEFAULT,
            Map.of(),
            new Tls(cacert, cert, key == null ? cert : key, null, insecure),
            null);
    return new AdHoc(probe, shown.proof());
  }

  private static URI target(String url) {
    String full = url.contains("://") ? url : "http://" + url;
    try {
      URI uri = URI.create(full);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the URL: it may hold a secret.
    }
    throw new IllegalArgumentException("URL: cannot be used (expected: http://… or https://…)");
  }

  /// The first credential among the options; headers that are none go to `plain`.
  private Shown shown(Map<String, String> plain) {
    Shown found = fromOptions();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("-H: no colon in it (expected: 'Name: value')");
      }
      String name = header.substring(0, colon).strip();
      String value = header.substring(colon + 1).strip();
      Shown shown = Shown.inHeader(name, value);
      if (found == null && shown != null) {
        found = shown;
      } else {
        plain.put(name, value);
      }
    }
    return found == null ? new Shown("", new Proof.None()) : found;
  }

  private @Nullable Shown fromOptions() {
    if (bearer != null) {
      return new Shown("--oauth2-bearer", new Proof.StaticBearer(Secret.of(bearer)));
    }
    if (user != null) {
      int colon = user.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("-u: no password in it (expected: user:password)");
      }
      String name = user.substring(0, colon);
      Secret password = Secret.of(user.substring(colon + 1));
      return new Shown(
          "-u " + name,
          digest ? new Proof.Digest(name, password) : new Proof.Basic(name, password));
    }
    return cookie == null
        ? null
        : new Shown("-b", new Proof.Key(Credential.Placement.HEADER, "Cookie", Secret.of(cookie)));
  }
}
