package why401.probe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its final answer, with all that a diagnosis may want to know.
///
/// @param receivedAt when the headers of the final answer had arrived
/// @param url that answered last
/// @param headers of the final answer, in order
/// @param body the first 64 KiB as text, undecodable bytes replaced
/// @param bodyLength bytes read, at most 1 MiB
/// @param bodyTruncated whether there was more
/// @param hops the redirects before the final answer, oldest first
/// @param address of the peer that answered last, or null behind a proxy
/// @param tls what the peer presented, or null without TLS
/// @param duration of all, redirects included
/// @param phases duration by phase: `dns`, `connect`, `tls`, `processing`, `transfer`
public record Exchange(
    SentRequest sent,
    Instant receivedAt,
    URI url,
    int status,
    List<Header> headers,
    String body,
    long bodyLength,
    boolean bodyTruncated,
    List<Hop> hops,
    @Nullable String address,
    @Nullable PeerTls tls,
    Duration duration,
    Map<String, Duration> phases) {
  /// Copies.
  public Exchange {
    headers = List.copyOf(headers);
    hops = List.copyOf(hops);
    phases = Map.copyOf(phases);
  }

  /// One header line.
  public record Header(String name, String value) {}

  /// A redirect that was followed, or was not.
  ///
  /// @param credentialKept whether the credential went on to `to`
  public record Hop(int status, URI from, URI to, boolean credentialKept) {}

  /// The presented certificate chain.
  ///
  /// @param leafFingerprint SHA-256 of the leaf certificate, hex, shortened
  /// @param expiresAt earliest end of validity in the chain
  public record PeerTls(String leafFingerprint, String subject, Instant expiresAt) {}

  /// All values of the header `name`, case-insensitively.
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /// The first value of the header `name`.
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /// The same exchange with this body.
  Exchange withBody(String text, long length, boolean truncated) {
    return new Exchange(
        sent,
        receivedAt,
        url,
        status,
        headers,
        text,
        length,
        truncated,
        hops,
        address,
        tls,
        duration,
        phases);
  }
}
