package why401.http;

/// One header line as received.
///
/// @param name compared without regard to case (RFC 9110, section 5.1)
/// @param value as received, unfolded
public record Header(String name, String value) {}
