package why401.token.lockout;

/// A password and whom it is shown to.
///
/// @param fingerprint of the password under the key of the guard
/// @param place the origin that sees it, empty for its issuer
record LoginAttempt(String fingerprint, String place) {}
