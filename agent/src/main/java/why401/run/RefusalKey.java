package why401.run;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.http.Header;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;

/// Equal for refusals that have one explanation: the same origin refused the same credential with
/// the same answer, in probes that ask alike and have the same past. Whatever is not known to vary
/// without meaning makes refusals differ; they are then examined each by itself.
///
/// @param fingerprint of the secret that was sent
/// @param setting what the probe asks and how
/// @param past how the probe fared before
/// @param answer what the origin answered
record RefusalKey(
    String origin,
    @Nullable Credential credential,
    String fingerprint,
    Setting setting,
    ProbeState.Past past,
    ResponseLook answer) {
  /// What a diagnosis reads of the configuration of a probe.
  record Setting(
      String method,
      List<String> headers,
      boolean body,
      @Nullable URI controlUrl,
      Probe.TokenDemand token,
      TlsOptions tls,
      Probe.@Nullable Proxy proxy,
      Instant configuredAt) {
    static Setting of(Probe probe, Instant configuredAt) {
      return new Setting(
          probe.method(),
          probe.headers().entrySet().stream()
              .map(header -> header.getKey() + ": " + header.getValue())
              .sorted()
              .toList(),
          probe.body() != null,
          probe.controlUrl(),
          probe.token(),
          probe.tls(),
          probe.proxy(),
          configuredAt);
    }
  }

  /// The answer without times, identifiers and the path that was asked for.
  record ResponseLook(
      Outcome.Shape shape,
      int status,
      @Nullable String address,
      @Nullable String certificate,
      boolean credentialArrived,
      List<String> headers,
      String body) {
    /// Time stamps, and what is long and has a digit in it, as identifiers and nonces have.
    private static final Pattern VARYING =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?"
                + "|(?=[A-Za-z_+/=-]*\\d)[A-Za-z0-9_+/=-]{16,}|\\b\\d{10,}\\b");

    private static final Set<String> WITHOUT_MEANING = Set.of("date", "content-length", "etag");

    static ResponseLook of(Outcome.Refused refused) {
      Exchange exchange = refused.exchange();
      String path = exchange.sent().url().getRawPath();
      return new ResponseLook(
          refused.shape(),
          exchange.status(),
          exchange.address(),
          exchange.tls() == null ? null : exchange.tls().leafFingerprint(),
          exchange.sent().onLastHop(),
          exchange.response().headers().stream()
              .filter(header -> !WITHOUT_MEANING.contains(header.name().toLowerCase(Locale.ROOT)))
              .map(header -> plain(header, path))
              .sorted()
              .toList(),
          plain(exchange.body(), path));
    }

    private static String plain(Header header, @Nullable String path) {
      return header.name().toLowerCase(Locale.ROOT) + ": " + plain(header.value(), path);
    }

    private static String plain(String text, @Nullable String path) {
      boolean echoes = path != null && path.length() > 1;
      String own = echoes ? text.replace(path, "<path>") : text;
      return VARYING.matcher(own).replaceAll("#");
    }
  }

  /// The same for whatever token was sent.
  RefusalKey ofAnyToken() {
    return new RefusalKey(
        origin,
        credential,
        "",
        setting,
        new ProbeState.Past(past.surface(), false, past.flapped()),
        answer);
  }

  /// That of `refused`; empty if it is to be examined by itself.
  static Optional<RefusalKey> of(
      ProbeState probeState, RunCredentials.Ready sent, Outcome.Refused refused) {
    boolean alone =
        !sent.probe().companions().ready().isEmpty()
            || !refused.exchange().hops().isEmpty()
            || refused.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED;
    return alone
        ? Optional.empty()
        : Optional.of(
            new RefusalKey(
                probeState.origin(),
                probeState.credential(),
                refused.exchange().sent().fingerprint(),
                probeState.setting(),
                probeState.past(sent.credentials()),
                ResponseLook.of(refused)));
  }
}
