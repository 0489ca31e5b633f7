package why401.metrics;

/// One page of metrics.
///
/// @param contentType of the format that was negotiated
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of megabytes would cost more
public record Scrape(String contentType, byte[] body) {}
