package why401.probe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.http.HttpResponse;

/// One request and its final response, with everything that a diagnosis may use.
///
/// @param receivedAt when the headers of the final response had arrived
/// @param url of the final response
/// @param response the final response; of its body the first 64 KiB as text, undecodable bytes
///   replaced
/// @param bodyLength bytes read, at most 1 MiB
/// @param bodyTruncated whether there was more
/// @param hops the redirects before the final response, oldest first
/// @param address of the peer of the final response, or null behind a proxy
/// @param tls what the peer presented, or null without TLS
/// @param duration of all, redirects included
/// @param phases duration by phase: `dns`, `connect`, `tls`, `processing`, `transfer`
public record Exchange(
    SentRequest sent,
    Instant receivedAt,
    URI url,
    HttpResponse response,
    long bodyLength,
    boolean bodyTruncated,
    List<Hop> hops,
    @Nullable String address,
    @Nullable PeerTls tls,
    Duration duration,
    Map<String, Duration> phases) {
  /// Copies.
  public Exchange {
    hops = List.copyOf(hops);
    phases = Map.copyOf(phases);
  }

  /// A redirect, followed or not.
  ///
  /// @param credentialKept whether the credential was also sent to `to`
  public record Hop(int status, URI from, URI to, boolean credentialKept) {}

  /// The presented certificate chain.
  ///
  /// @param leafFingerprint SHA-256 of the leaf certificate, hex, shortened
  /// @param expiresAt earliest end of validity in the chain
  /// @param asked whether the peer asked for a client certificate in the handshake
  /// @param answered whether one was sent: one that is configured is, if the peer asks and names no
  ///   other authorities than its issuer
  public record PeerTls(
      String leafFingerprint, String subject, Instant expiresAt, boolean asked, boolean answered) {}

  /// All values of the header `name`, case-insensitively.
  public List<String> headers(String name) {
    return response.values(name);
  }

  /// The first value of the header `name`.
  public Optional<String> header(String name) {
    return response.header(name);
  }

  /// The status code of the final response.
  public int status() {
    return response.status();
  }

  /// The body of the final response.
  public String body() {
    return response.body();
  }

  /// The same exchange, of which something else is said to have been sent.
  public Exchange having(SentRequest other) {
    return new Exchange(
        other,
        receivedAt,
        url,
        response,
        bodyLength,
        bodyTruncated,
        hops,
        address,
        tls,
        duration,
        phases);
  }

  /// A copy without body and phases, small enough to keep.
  public Exchange withoutBody() {
    return new Exchange(
        sent,
        receivedAt,
        url,
        response.withBody(""),
        0,
        false,
        hops,
        address,
        tls,
        duration,
        Map.of());
  }
}
