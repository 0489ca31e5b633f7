package why401.token.issuer;

/// Sends one request to an identity provider and returns its response: once, without a retry,
/// without following a redirect (renewal.md, 6).
public interface IssuerTransport extends AutoCloseable {
  /// Sends `request`; `cancellation` may cancel it from another thread.
  IssuerResponse exchange(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException;

  @Override
  void close();
}
