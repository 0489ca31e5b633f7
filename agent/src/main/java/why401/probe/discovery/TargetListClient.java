package why401.probe.discovery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.ConfigProblem;
import why401.config.hocon.ProblemCollector;
import why401.config.target.Target;
import why401.config.target.TargetList;
import why401.config.target.TargetSource;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.OkHttpIssuerTransport;

/// Gets lists of targets from servers. A redirect is not followed: it would carry the secret of the
/// request to wherever it leads.
public final class TargetListClient implements AutoCloseable {
  private @Nullable IssuerTransport transport;

  /// What came of an attempt.
  public sealed interface Result {
    /// A list.
    ///
    /// @param content as it was sent, to be kept
    record Listed(List<Target> targets, String content) implements Result {}

    /// None.
    record Failed(List<String> why) implements Result {}
  }

  /// The list of `source`.
  public Result get(TargetSource.Http source) {
    try {
      IssuerResponse response = transport().exchange(request(source), new Cancellation());
      return response.status() == 200
          ? parse(source.name(), response.body())
          : failed(source, "HTTP " + response.status() + " (expected: 200 with a list in JSON)");
    } catch (IssuerTransportException e) {
      return failed(source, "no list: " + e.getMessage());
    } catch (SecretUnavailableException e) {
      return failed(source, "not asked: " + e.getMessage());
    }
  }

  private synchronized IssuerTransport transport() {
    IssuerTransport known = transport;
    IssuerTransport used = known == null ? OkHttpIssuerTransport.standard() : known;
    transport = used;
    return used;
  }

  private static Result.Failed failed(TargetSource.Http source, String why) {
    return new Result.Failed(List.of(source.name() + ": " + why));
  }

  /// The list in `content`.
  public static Result parse(String name, String content) {
    ProblemCollector problems = new ProblemCollector();
    return TargetList.parse(name, content.getBytes(StandardCharsets.UTF_8), problems)
        .<Result>map(targets -> new Result.Listed(targets, content))
        .orElseGet(
            () ->
                new Result.Failed(
                    problems.errors(List.of(name)).stream().map(ConfigProblem::toString).toList()));
  }

  private static IssuerRequest request(TargetSource.Http source) throws SecretUnavailableException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "application/json");
    headers.put("X-Prometheus-Refresh-Interval-Seconds", seconds(source));
    headers.putAll(source.headers());
    for (Map.Entry<String, SecretSource> one : source.secrets().entrySet()) {
      Secret secret = one.getValue().read();
      headers.put(one.getKey(), secret.reveal());
    }
    return new IssuerRequest("GET", source.url(), headers, null, source.tls(), source.timeout());
  }

  private static String seconds(TargetSource.Http source) {
    return String.valueOf(source.refresh().toSeconds());
  }

  @Override
  public synchronized void close() {
    if (transport != null) {
      transport.close();
    }
  }
}
