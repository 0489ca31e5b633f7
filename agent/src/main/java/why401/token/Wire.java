package why401.token;

/// Carries one request to an identity provider and its answer back: once, without a retry, without
/// following a redirect (RENEWAL.md, 4).
interface Wire extends AutoCloseable {
  /// Sends `request`; `cancellation` may cut it short from another thread.
  WireResponse exchange(WireRequest request, Cancellation cancellation) throws WireException;

  @Override
  void close();
}
