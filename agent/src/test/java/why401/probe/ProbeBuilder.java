package why401.probe;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import why401.credential.TlsOptions;

/// A probe of the tests: a GET within five seconds that follows redirects, unless told otherwise.
public final class ProbeBuilder {
  private final URI url;
  private final Map<String, String> headers = new HashMap<>();
  private String method = "GET";
  private String body;
  private Duration interval = Duration.ofSeconds(30);
  private Duration timeout = Duration.ofSeconds(5);
  private Probe.Expectation expect = Probe.Expectation.ANY_SUCCESS;
  private boolean followRedirects = true;
  private Probe.Connection connection = Probe.Connection.REUSE;
  private TlsOptions tls = TlsOptions.DEFAULT;
  private Probe.Proxy proxy;

  private ProbeBuilder(URI url) {
    this.url = url;
  }

  public static ProbeBuilder of(String url) {
    return new ProbeBuilder(URI.create(url));
  }

  public ProbeBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public ProbeBuilder post(String body) {
    this.method = "POST";
    this.body = body;
    return this;
  }

  public ProbeBuilder every(Duration interval) {
    this.interval = interval;
    return this;
  }

  public ProbeBuilder timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  public ProbeBuilder expect(List<Integer> status, String body) {
    this.expect = new Probe.Expectation(status, body);
    return this;
  }

  public ProbeBuilder expecting(Probe.Expectation expectation) {
    this.expect = expectation;
    return this;
  }

  public ProbeBuilder notFollowing() {
    this.followRedirects = false;
    return this;
  }

  public ProbeBuilder fresh() {
    this.connection = Probe.Connection.FRESH;
    return this;
  }

  public ProbeBuilder tls(TlsOptions tls) {
    this.tls = tls;
    return this;
  }

  public ProbeBuilder proxy(Probe.Proxy proxy) {
    this.proxy = proxy;
    return this;
  }

  public Probe build() {
    return new Probe(
        "orders",
        url,
        "orders-key",
        new Probe.Cadence.Every(interval),
        timeout,
        method,
        headers,
        body,
        expect,
        followRedirects,
        connection,
        null,
        Probe.TokenDemand.NONE,
        Probe.Alerting.DEFAULT,
        Map.of(),
        tls,
        proxy,
        Probe.Companions.NONE);
  }
}
