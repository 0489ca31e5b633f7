package why401.token;

/// How one renewal ended.
public sealed interface RenewalResult {
  /// Whose.
  String credential();

  /// A new generation is current.
  record Renewed(String credential, Token token) implements RenewalResult {}

  /// The current token, if any, stays in use.
  record Failed(String credential, RenewalFailure failure) implements RenewalResult {}

  /// No attempt was made: policy, budget or back-off forbade it.
  record NotNow(String credential, String why) implements RenewalResult {}
}
