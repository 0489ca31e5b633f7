package why401.token.issuer;

/// Carries one request to an identity provider and its answer back: once, without a retry, without
/// following a redirect (renewal.md, 6).
public interface IssuerTransport extends AutoCloseable {
  /// Sends `request`; `cancellation` may cut it short from another thread.
  WireResponse exchange(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException;

  @Override
  void close();
}
