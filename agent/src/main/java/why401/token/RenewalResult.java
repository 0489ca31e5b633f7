package why401.token;

/// How one renewal ended.
public sealed interface RenewalResult {
  /// Whose.
  String credential();

  /// The same of a credential that obtains the same token.
  default RenewalResult named(String other) {
    return switch (this) {
      case Renewed renewed -> new Renewed(other, renewed.token.named(other));
      case Failed failed -> new Failed(other, failed.failure);
      case NotNow not -> new NotNow(other, not.why);
    };
  }

  /// A new generation is current.
  record Renewed(String credential, Token token) implements RenewalResult {}

  /// The current token, if any, stays in use.
  record Failed(String credential, RenewalFailure failure) implements RenewalResult {}

  /// No attempt was made: policy, budget or back-off forbade it.
  record NotNow(String credential, String why) implements RenewalResult {}
}
